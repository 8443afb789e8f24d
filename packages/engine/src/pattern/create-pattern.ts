import type { Caller, NewPattern, Pattern } from '@tmws/domain';
import type { Engine } from '../engine.ts';
import { requireSelf } from '../identity/require-self.ts';
import type { Searchable } from '../indexing/waiting-list.ts';
import { writeOnce } from '../request-memory.ts';
import { fromSnapshot, toSnapshot } from './pattern-snapshot.ts';
import { storePattern } from './store-pattern.ts';

/** A pattern to create, and the request it comes in. */
export interface CreatePatternInput extends NewPattern {
  /** The specification's owner field; the caller itself, or absent. */
  readonly agentId?: string | undefined;
  readonly requestId?: string | undefined;
}

/** The stored pattern and where it can be found now. */
export interface CreatePatternResult {
  readonly pattern: Pattern;
  readonly searchable: Searchable;
}

/**
 * Stores a new pattern of the caller's. When it returns, the pattern is durable and searches by words find it.
 *
 * @throws DomainError INVALID_FIELD, NOT_A_MEMBER, NOT_ADMIN, ACTING_FOR_OTHER_DENIED, PATTERN_EXISTS, VERSION_EXISTS,
 * VERSION_NOT_GREATER, NOT_OWNER, PATTERN_NOT_FOUND (of the parent), REQUEST_ID_REUSED
 */
export const createPattern = async (
  engine: Engine,
  caller: Caller,
  input: CreatePatternInput,
): Promise<CreatePatternResult> => {
  const { requestId, agentId, ...given } = input;
  requireSelf(caller, 'agent_id', agentId);
  const answer = await writeOnce(
    engine,
    { caller, requestId, content: { call: 'CreatePattern', input: given } },
    async (store) => toSnapshot(await storePattern(store, { engine, caller }, given)),
  );
  const pattern = fromSnapshot(answer);
  return { pattern, searchable: await engine.indexer.settle([pattern.id]) };
};
