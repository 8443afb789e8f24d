import {
  type Caller,
  canRead,
  countUse,
  type FieldViolation,
  invalidFields,
  isJsonObject,
  type JsonObject,
  OUTCOME_WINDOW_DAYS,
  OUTCOMES_OF_ONE_AGENT,
  type Outcome,
  type Pattern,
  patternDataViolations,
  patternNotFound,
} from '@tmws/domain';
import type { Engine } from '../engine.ts';
import { requireSelf } from '../identity/require-self.ts';
import { fromSnapshot, toSnapshot } from '../pattern/pattern-snapshot.ts';
import { writeOnce } from '../request-memory.ts';

/** One use of a pattern. */
export interface RecordUsageInput {
  readonly patternId: string;
  readonly usingAgentId?: string | undefined;
  /** Seconds, ≥ 0; undefined where it was not timed. */
  readonly executionTime?: number | undefined;
  readonly success?: Outcome;
  readonly contextData?: JsonObject | undefined;
  readonly requestId?: string | undefined;
}

/** The history entry's id and the pattern with its new counters, without its `patternData`. */
export interface RecordUsageResult {
  readonly usageId: string;
  readonly pattern: Pattern;
}

const timeViolations = (seconds: number | undefined): readonly FieldViolation[] =>
  seconds === undefined || (Number.isFinite(seconds) && seconds >= 0)
    ? []
    : [
        {
          field: 'execution_time',
          description: `execution_time is ${seconds}; give seconds, 0 or more, or leave it out.`,
        },
      ];

/**
 * Writes one use into history and counters, in one transaction. Changes neither revision nor time of update.
 *
 * @throws DomainError PATTERN_NOT_FOUND, INVALID_FIELD, ACTING_FOR_OTHER_DENIED, REQUEST_ID_REUSED
 */
export const recordUsage = async (
  engine: Engine,
  caller: Caller,
  input: RecordUsageInput,
): Promise<RecordUsageResult> => {
  const { requestId, ...content } = input;
  requireSelf(caller, 'using_agent_id', input.usingAgentId);
  const violations = [
    ...timeViolations(input.executionTime),
    ...(input.contextData === undefined ? [] : patternDataViolations('context_data', input.contextData)),
  ];
  if (violations.length > 0) throw invalidFields(violations);
  const answer = await writeOnce(
    engine,
    { caller, requestId, content: { call: 'RecordUsage', input: content } },
    async (store) => {
      const pattern = await store.patterns.find(input.patternId);
      if (pattern === undefined || !canRead(caller, pattern)) throw patternNotFound(input.patternId);
      const usedAt = engine.clock.now();
      const windowStart = new Date(usedAt.getTime() - OUTCOME_WINDOW_DAYS * 86_400_000);
      const counted =
        input.success === undefined ? 0 : await store.usages.countedOutcomes(pattern.id, caller.agentId, windowStart);
      const countsInEffectiveness = input.success !== undefined && counted < OUTCOMES_OF_ONE_AGENT;
      const usageId = engine.newId();
      await store.usages.insert({
        id: usageId,
        patternId: pattern.id,
        agentId: caller.agentId,
        executionTime: input.executionTime,
        success: input.success,
        contextData: input.contextData,
        usedAt,
        countsInEffectiveness,
        applicationId: undefined,
      });
      const usage = countUse(pattern.usage, {
        outcome: input.success,
        executionTime: input.executionTime,
        byOwner: caller.agentId === pattern.agentId,
        usedAt,
        countsInEffectiveness,
      });
      await store.patterns.saveUsage(pattern.id, usage);
      return { usageId, pattern: toSnapshot({ ...pattern, patternData: {}, usage }) };
    },
  );
  return { usageId: String(answer.usageId), pattern: fromSnapshot(isJsonObject(answer.pattern) ? answer.pattern : {}) };
};
