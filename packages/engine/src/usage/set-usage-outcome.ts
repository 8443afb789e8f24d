import {
  type Caller,
  canRead,
  countOutcome,
  DomainError,
  type FieldViolation,
  invalidFields,
  type JsonObject,
  mergePatch,
  type Pattern,
} from '@tmws/domain';
import { auditUse } from '../audit/audit-use.ts';
import type { Engine } from '../engine.ts';
import { actAs } from '../identity/act-as.ts';
import { withKnownParent } from '../pattern/with-known-parents.ts';
import type { Store } from '../ports/store.ts';
import type { Usage } from '../ports/usage-repository.ts';
import { writeOnce } from '../request-memory.ts';
import { scanUse } from '../scan/scan-use.ts';
import { entersEffectiveness, outcomeAlreadySet, type RecordedUse, requireApplication } from './record-use.ts';
import { fromUseSnapshot, toUseSnapshot } from './use-snapshot.ts';
import { contextDataViolations, useViolations } from './use-violations.ts';

/** The outcome of a use that was recorded without one. */
export interface SetUsageOutcomeInput {
  readonly usageId: string;
  /** Required. */
  readonly success: boolean | undefined;
  /** Seconds, ≥ 0, where the use has none yet. */
  readonly executionTime?: number | undefined;
  /** Merged into that of the use (RFC 7396). */
  readonly contextData?: JsonObject | undefined;
  readonly usingAgentId?: string | undefined;
  readonly requestId?: string | undefined;
}

const usageNotFound = (usageId: string): DomainError =>
  new DomainError(
    'USAGE_NOT_FOUND',
    `Use ${usageId} was not found or is not accessible. Check the id, or list the uses of the pattern.`,
    { metadata: { usage_id: usageId } },
  );

const notOwner = (usage: Usage): DomainError =>
  new DomainError(
    'NOT_OWNER',
    `Use ${usage.id} is ${usage.agentId}'s; only that agent sets its outcome. Record a use of your own.`,
    { metadata: { usage_id: usage.id, owner: usage.agentId } },
  );

const missingOutcome = (success: boolean | undefined): readonly FieldViolation[] =>
  success === undefined
    ? [{ field: 'success', description: 'success is missing; say whether the use worked: true or false.' }]
    : [];

const secondTime = (usage: Usage, executionTime: number | undefined): readonly FieldViolation[] =>
  executionTime === undefined || usage.executionTime === undefined || usage.executionTime === executionTime
    ? []
    : [
        {
          field: 'execution_time',
          description: `execution_time of use ${usage.id} is ${usage.executionTime} already, and it stays. Leave it out.`,
        },
      ];

/** The open use, which the agent made, of a pattern that it may read. */
const findOpen = async (
  store: Store,
  caller: Caller,
  usageId: string,
): Promise<{ readonly usage: Usage; readonly pattern: Pattern }> => {
  const usage = await store.usages.find(usageId);
  const pattern = usage === undefined ? undefined : await store.patterns.find(usage.patternId);
  if (usage === undefined || pattern === undefined || !canRead(caller, pattern)) throw usageNotFound(usageId);
  if (usage.agentId !== caller.agentId) throw notOwner(usage);
  if (usage.success !== undefined) throw outcomeAlreadySet(usageId);
  const { applicationId } = usage;
  if (applicationId !== undefined) {
    await requireApplication(store, caller, { applicationId, patternId: pattern.id, success: true });
  }
  return { usage, pattern };
};

const setOutcome = async (
  store: Store,
  { engine, caller }: { readonly engine: Engine; readonly caller: Caller },
  input: SetUsageOutcomeInput & { readonly success: boolean },
): Promise<RecordedUse> => {
  const { usageId, success } = input;
  const { usage, pattern } = await findOpen(store, caller, usageId);
  const contextData =
    input.contextData === undefined ? usage.contextData : mergePatch(usage.contextData ?? {}, input.contextData);
  const violations = [...secondTime(usage, input.executionTime), ...contextDataViolations(contextData)];
  if (violations.length > 0) throw invalidFields(violations);
  scanUse(input.contextData);
  const now = engine.clock.now();
  const newTime = usage.executionTime === undefined ? input.executionTime : undefined;
  const countsInEffectiveness = await entersEffectiveness(store, usage);
  const known: Usage = {
    ...usage,
    success,
    executionTime: usage.executionTime ?? newTime,
    contextData,
    countsInEffectiveness,
  };
  await store.usages.saveOutcome(known, now);
  const counted = countOutcome(pattern.usage, {
    outcome: success,
    executionTime: newTime,
    usedAt: usage.usedAt,
    countsInEffectiveness,
    now,
  });
  await store.patterns.saveUsage(pattern.id, counted);
  await auditUse(store, { engine, caller }, { pattern, action: 'SetUsageOutcome', asAdmin: false });
  const shown = await withKnownParent(store, { caller }, pattern);
  return { usage: known, pattern: { ...shown, usage: counted } };
};

/**
 * Adds the outcome to a use that the agent recorded without one: history and counters in one transaction, the number
 * of uses as before. It weighs as if it had been told when the pattern was used. The pattern comes back without its
 * `patternData`.
 *
 * @throws DomainError USAGE_NOT_FOUND (also where the pattern may not be read), NOT_OWNER (another agent's use),
 * OUTCOME_ALREADY_SET, INVALID_FIELD, SECRET_FOUND, ACTING_FOR_OTHER_DENIED, REQUEST_ID_REUSED
 */
export const setUsageOutcome = async (
  engine: Engine,
  caller: Caller,
  input: SetUsageOutcomeInput,
): Promise<RecordedUse> => {
  const { requestId, ...content } = input;
  const { success } = input;
  const violations = [...missingOutcome(success), ...useViolations(input)];
  if (success === undefined || violations.length > 0) throw invalidFields(violations);
  const answer = await writeOnce(
    engine,
    { caller, requestId, content: { call: 'SetUsageOutcome', input: content } },
    async (store) => {
      const user = await actAs(store, caller, { field: 'using_agent_id', agentId: input.usingAgentId });
      return toUseSnapshot(await setOutcome(store, { engine, caller: user }, { ...content, success }));
    },
  );
  return fromUseSnapshot(answer);
};
