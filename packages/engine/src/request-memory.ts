import { createHash } from 'node:crypto';
import { type Caller, DomainError, invalidFields, type JsonObject, LIMITS } from '@tmws/domain';
import { canonicalJson } from './canonical-json.ts';
import type { Engine } from './engine.ts';
import type { Store } from './ports/store.ts';

interface KnownRequest {
  readonly digest: string;
  readonly answer: JsonObject;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A mutating call that may be repeated. */
export interface RepeatableCall {
  readonly caller: Caller;
  /** UUID of the request; undefined where the caller does not repeat it. */
  readonly requestId: string | undefined;
  /** Name of the call and all of its content: another content under the same id is refused. */
  readonly content: { readonly call: string; readonly input: unknown };
}

const readRequestId = (given: string | undefined): string | undefined => {
  const requestId = given?.toLowerCase();
  if (requestId === undefined || requestId === '') return undefined;
  if (UUID.test(requestId)) return requestId;
  throw invalidFields([
    { field: 'request_id', description: `request_id "${requestId}" is not a UUID. Send a new one for each request.` },
  ]);
};

const digestOf = (content: RepeatableCall['content']): string =>
  createHash('sha256').update(canonicalJson(content)).digest('hex');

const oldestAt = (now: Date): Date => new Date(now.getTime() - LIMITS.requestIdHours * 3_600_000);

const firstAnswer = (
  known: KnownRequest,
  { requestId, digest }: { readonly requestId: string; readonly digest: string },
): JsonObject => {
  if (known.digest === digest) return known.answer;
  throw new DomainError(
    'REQUEST_ID_REUSED',
    `request_id ${requestId} was used for another request. Send a new UUID for each request.`,
    { metadata: { request_id: requestId } },
  );
};

/**
 * Runs a mutation in one transaction, once for each request id: the same request again within 24 hours gets the first
 * answer and changes nothing.
 *
 * @throws DomainError INVALID_FIELD for a request id that is no UUID, REQUEST_ID_REUSED for other content under a used one
 */
export const writeOnce = async <T extends JsonObject>(
  engine: Pick<Engine, 'unitOfWork' | 'clock'>,
  call: RepeatableCall,
  work: (store: Store) => Promise<T>,
): Promise<JsonObject> => {
  const requestId = readRequestId(call.requestId);
  if (requestId === undefined) return engine.unitOfWork.write(work);
  const agentId = call.caller.agentId;
  const digest = digestOf(call.content);
  const now = engine.clock.now();
  return engine.unitOfWork.write(async (store) => {
    const known = await store.requests.find(agentId, requestId, oldestAt(now));
    if (known !== undefined) return firstAnswer(known, { requestId, digest });
    const answer = await work(store);
    await store.requests.remember({ agentId, requestId, digest, answer, at: now });
    return answer;
  });
};

/** A request whose work is more than one transaction. */
export interface OpenRequest {
  /** Whether it was answered before: nothing may be done for it again. */
  readonly isRepeated: boolean;
  /**
   * The first answer to a repeated request, else that of `work`, which is remembered. What broke off before this is not
   * known and is done again by a repetition.
   *
   * @throws DomainError REQUEST_ID_REUSED for other content than the first time
   */
  answer<T extends JsonObject>(content: RepeatableCall['content'], work: () => Promise<T>): Promise<JsonObject>;
}

/**
 * Looks a request up before its work begins, for work that is not one transaction or whose content is known only at its
 * end.
 *
 * @throws DomainError INVALID_FIELD for a request id that is no UUID
 */
export const openRequest = async (
  engine: Pick<Engine, 'unitOfWork' | 'clock'>,
  { caller, requestId: given }: Pick<RepeatableCall, 'caller' | 'requestId'>,
): Promise<OpenRequest> => {
  const requestId = readRequestId(given);
  const known =
    requestId === undefined
      ? undefined
      : await engine.unitOfWork.read((store) =>
          store.requests.find(caller.agentId, requestId, oldestAt(engine.clock.now())),
        );
  return {
    isRepeated: known !== undefined,
    answer: async (content, work) => {
      if (requestId !== undefined && known !== undefined) {
        return firstAnswer(known, { requestId, digest: digestOf(content) });
      }
      const answer = await work();
      return requestId === undefined ? answer : writeOnce(engine, { caller, requestId, content }, async () => answer);
    },
  };
};
