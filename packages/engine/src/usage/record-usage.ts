import { type Caller, invalidFields, type JsonObject, type Outcome } from '@tmws/domain';
import type { Engine } from '../engine.ts';
import { actAs } from '../identity/act-as.ts';
import { findReadable } from '../pattern/find-pattern.ts';
import { writeOnce } from '../request-memory.ts';
import { type RecordedUse, recordUse } from './record-use.ts';
import { fromUseSnapshot, toUseSnapshot } from './use-snapshot.ts';
import { useViolations } from './use-violations.ts';

/** One use of a pattern. */
export interface RecordUsageInput {
  readonly patternId: string;
  readonly usingAgentId?: string | undefined;
  /** Seconds, ≥ 0; undefined where it was not timed. */
  readonly executionTime?: number | undefined;
  readonly success?: Outcome;
  readonly contextData?: JsonObject | undefined;
  readonly applicationId?: string | undefined;
  readonly requestId?: string | undefined;
}

/**
 * Writes one use into history and counters, in one transaction. Changes neither revision nor time of update. The
 * pattern comes back without its `patternData`.
 *
 * @throws DomainError PATTERN_NOT_FOUND, INVALID_FIELD, ACTING_FOR_OTHER_DENIED, APPLICATION_NOT_FOUND,
 * OUTCOME_ALREADY_SET, SECRET_FOUND, REQUEST_ID_REUSED
 */
export const recordUsage = async (engine: Engine, caller: Caller, input: RecordUsageInput): Promise<RecordedUse> => {
  const { requestId, ...content } = input;
  const violations = useViolations(input);
  if (violations.length > 0) throw invalidFields(violations);
  const answer = await writeOnce(
    engine,
    { caller, requestId, content: { call: 'RecordUsage', input: content } },
    async (store) => {
      const user = await actAs(store, caller, { field: 'using_agent_id', agentId: input.usingAgentId });
      const asking = { engine, caller: user };
      const pattern = await findReadable(store, asking, { patternId: input.patternId, action: 'RecordUsage' });
      return toUseSnapshot(await recordUse(store, asking, { ...input, pattern }));
    },
  );
  return fromUseSnapshot(answer);
};
