import {
  type Caller,
  countUse,
  DomainError,
  type JsonObject,
  OUTCOME_WINDOW_DAYS,
  OUTCOMES_OF_ONE_AGENT,
  type Outcome,
  type Pattern,
} from '@tmws/domain';
import type { Engine } from '../engine.ts';
import type { Store } from '../ports/store.ts';
import type { Usage } from '../ports/usage-repository.ts';
import { scanUse } from '../scan/scan-use.ts';

/** One use of a pattern that the caller may read, its fields checked. */
export interface UseToRecord {
  readonly pattern: Pattern;
  /** Seconds; undefined where it was not timed. */
  readonly executionTime?: number | undefined;
  readonly success?: Outcome;
  readonly contextData?: JsonObject | undefined;
  /** The answer of apply_pattern that it followed. */
  readonly applicationId?: string | undefined;
}

/** A use as recorded, and the pattern with its new counters. */
export interface RecordedUse {
  readonly usage: Usage;
  readonly pattern: Pattern;
}

/** The first moment of the window in which the outcomes of one agent are counted. */
const windowStart = (usedAt: Date): Date => new Date(usedAt.getTime() - OUTCOME_WINDOW_DAYS * 86_400_000);

/** Whether one more outcome of the agent, of a use at that time, enters effectiveness. */
export const entersEffectiveness = async (
  store: Store,
  use: { readonly patternId: string; readonly agentId: string; readonly usedAt: Date },
): Promise<boolean> => {
  const counted = await store.usages.countedOutcomes(use.patternId, use.agentId, windowStart(use.usedAt));
  return counted < OUTCOMES_OF_ONE_AGENT;
};

/** The error of a second outcome. */
export const outcomeAlreadySet = (usageId: string): DomainError =>
  new DomainError(
    'OUTCOME_ALREADY_SET',
    `Use ${usageId} has an outcome already, and it stays. Record another use if there was one.`,
    { metadata: { usage_id: usageId } },
  );

/**
 * Checks that an answer of apply_pattern is the caller's and had the pattern, and that no outcome was reported for the
 * two, where one is given now.
 *
 * @throws DomainError APPLICATION_NOT_FOUND, OUTCOME_ALREADY_SET
 */
export const requireApplication = async (
  store: Store,
  caller: Caller,
  named: { readonly applicationId: string | undefined; readonly patternId: string; readonly success: Outcome },
): Promise<void> => {
  const { applicationId, patternId } = named;
  if (applicationId === undefined) return;
  const application = await store.applications.find(applicationId);
  if (application?.agentId !== caller.agentId || !application.usageIds.has(patternId)) {
    throw new DomainError(
      'APPLICATION_NOT_FOUND',
      `Application ${applicationId} is no answer of yours that had pattern ${patternId}. Leave application_id out, or name the answer that had it.`,
      { metadata: { application_id: applicationId, pattern_id: patternId } },
    );
  }
  const reportedBy = application.usageIds.get(patternId);
  if (named.success !== undefined && reportedBy !== undefined) throw outcomeAlreadySet(reportedBy);
};

/**
 * Records one use within a transaction: history and counters together. Changes neither revision nor time of update.
 * Who may use the pattern and what the fields hold has been checked before.
 *
 * @throws DomainError APPLICATION_NOT_FOUND, OUTCOME_ALREADY_SET (one outcome for each application and pattern),
 * SECRET_FOUND
 */
export const recordUse = async (
  store: Store,
  { engine, caller }: { readonly engine: Pick<Engine, 'clock' | 'newId'>; readonly caller: Caller },
  use: UseToRecord,
): Promise<RecordedUse> => {
  const { pattern, executionTime, success, contextData } = use;
  scanUse(contextData);
  const applicationId = use.applicationId === '' ? undefined : use.applicationId;
  await requireApplication(store, caller, { applicationId, patternId: pattern.id, success });
  const usedAt = engine.clock.now();
  const { agentId } = caller;
  const countsInEffectiveness =
    success !== undefined && (await entersEffectiveness(store, { patternId: pattern.id, agentId, usedAt }));
  const usage: Usage = {
    id: engine.newId(),
    patternId: pattern.id,
    agentId,
    executionTime,
    success,
    contextData,
    usedAt,
    countsInEffectiveness,
    applicationId,
  };
  await store.usages.insert(usage);
  const counted = countUse(pattern.usage, {
    outcome: success,
    executionTime,
    byOwner: agentId === pattern.agentId,
    usedAt,
    countsInEffectiveness,
  });
  await store.patterns.saveUsage(pattern.id, counted);
  return { usage, pattern: { ...pattern, usage: counted } };
};
