import type { Caller } from '@tmws/domain';
import type { Engine } from '../engine.ts';
import type { Store } from '../ports/store.ts';
import { writeOnce } from '../request-memory.ts';

/** A call that changes identities. */
export interface Administration {
  readonly caller: Caller;
  /** Name of the rpc. */
  readonly rpc: string;
  readonly input: { readonly requestId?: string | undefined };
}

const reviveDates = (key: string, value: unknown): unknown =>
  key.endsWith('At') && typeof value === 'string' ? new Date(value) : value;

/**
 * Runs a change of identities in one transaction, once for each request id. The result is remembered as JSON, so it
 * must hold nothing that may not be kept: no secret and no hash. Its times have names that end in `At`.
 *
 * @throws DomainError INVALID_FIELD for a request id that is no UUID, REQUEST_ID_REUSED, and what `work` throws
 */
export const administer = async <T extends object>(
  engine: Engine,
  { caller, rpc, input }: Administration,
  work: (store: Store) => Promise<T>,
): Promise<T> => {
  const { requestId, ...content } = input;
  const answer = await writeOnce(engine, { caller, requestId, content: { call: rpc, input: content } }, async (store) =>
    JSON.parse(JSON.stringify(await work(store))),
  );
  return JSON.parse(JSON.stringify(answer), reviveDates);
};
