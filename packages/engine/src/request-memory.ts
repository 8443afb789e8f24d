import { createHash } from 'node:crypto';
import { type Caller, DomainError, invalidFields, type JsonObject, LIMITS } from '@tmws/domain';
import { canonicalJson } from './canonical-json.ts';
import type { Engine } from './engine.ts';
import type { Store } from './ports/store.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A mutating call that may be repeated. */
export interface RepeatableCall {
  readonly caller: Caller;
  /** UUID of the request; undefined where the caller does not repeat it. */
  readonly requestId: string | undefined;
  /** Name of the call and all of its content: another content under the same id is refused. */
  readonly content: { readonly call: string; readonly input: unknown };
}

/**
 * Runs a mutation in one transaction, once for each request id: the same request again within 24 hours gets the first
 * answer and changes nothing.
 *
 * @throws DomainError INVALID_FIELD for a request id that is no UUID, REQUEST_ID_REUSED for other content under a used one
 */
export const writeOnce = async <T extends JsonObject>(
  engine: Engine,
  call: RepeatableCall,
  work: (store: Store) => Promise<T>,
): Promise<JsonObject> => {
  const requestId = call.requestId?.toLowerCase();
  if (requestId === undefined || requestId === '') return engine.unitOfWork.write(work);
  if (!UUID.test(requestId)) {
    throw invalidFields([
      { field: 'request_id', description: `request_id "${requestId}" is not a UUID. Send a new one for each request.` },
    ]);
  }
  const agentId = call.caller.agentId;
  const digest = createHash('sha256').update(canonicalJson(call.content)).digest('hex');
  const now = engine.clock.now();
  return engine.unitOfWork.write(async (store) => {
    const since = new Date(now.getTime() - LIMITS.requestIdHours * 3_600_000);
    const known = await store.requests.find(agentId, requestId, since);
    if (known !== undefined && known.digest !== digest) {
      throw new DomainError(
        'REQUEST_ID_REUSED',
        `request_id ${requestId} was used for another request. Send a new UUID for each request.`,
        { metadata: { request_id: requestId } },
      );
    }
    if (known !== undefined) return known.answer;
    const answer = await work(store);
    await store.requests.remember({ agentId, requestId, digest, answer, at: now });
    return answer;
  });
};
