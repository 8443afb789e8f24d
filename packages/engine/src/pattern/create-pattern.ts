import type { Caller } from '@tmws/domain';
import { auditUse } from '../audit/audit-use.ts';
import type { Engine } from '../engine.ts';
import { actAs } from '../identity/act-as.ts';
import { writeOnce } from '../request-memory.ts';
import { scanAhead } from '../scan/scan-content.ts';
import { fromSnapshot, toSnapshot } from './pattern-snapshot.ts';
import { settlePattern, type WrittenPattern } from './settle-pattern.ts';
import { type GivenPattern, storePattern } from './store-pattern.ts';

/** A pattern to create, and the request it comes in. */
export interface CreatePatternInput extends GivenPattern {
  /** The specification's owner field: the caller itself, or absent; another agent for an admin. */
  readonly agentId?: string | undefined;
  /** Findings of the safety scan that the caller accepts; undefined: the call has no field for them. */
  readonly acceptFindings?: readonly string[] | undefined;
  readonly requestId?: string | undefined;
}

/** The stored pattern, where it can be found now, and what lint noticed. */
export type CreatePatternResult = WrittenPattern;

/**
 * Stores a new pattern of the caller's. When it returns, the pattern is durable and searches by words find it.
 *
 * @throws DomainError INVALID_FIELD, NOT_A_MEMBER, NOT_ADMIN, ACTING_FOR_OTHER_DENIED, PATTERN_EXISTS, VERSION_EXISTS,
 * VERSION_NOT_GREATER, NOT_OWNER, PATTERN_NOT_FOUND (of the parent), SECRET_FOUND, REQUEST_ID_REUSED
 */
export const createPattern = async (
  engine: Engine,
  caller: Caller,
  input: CreatePatternInput,
): Promise<CreatePatternResult> => {
  const { requestId, ...given } = input;
  scanAhead(given.patternData);
  const answer = await writeOnce(
    engine,
    { caller, requestId, content: { call: 'CreatePattern', input: given } },
    async (store) => {
      const { agentId, acceptFindings, ...content } = given;
      const owner = await actAs(store, caller, { field: 'agent_id', agentId });
      const pattern = await storePattern(store, { engine, caller: owner, acceptFindings }, content);
      await auditUse(store, { engine, caller: owner }, { pattern, action: 'CreatePattern', asAdmin: false });
      return toSnapshot(pattern);
    },
  );
  return settlePattern(engine, caller, fromSnapshot(answer));
};
