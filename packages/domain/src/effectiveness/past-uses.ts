import type { UsageRecord } from '../pattern/pattern.ts';
import {
  countUse,
  effectiveness,
  OUTCOME_WINDOW_DAYS,
  OUTCOMES_OF_ONE_AGENT,
  type Outcome,
  unusedRecord,
} from './effectiveness.ts';

const MILLISECONDS_PER_DAY = 86_400_000;

/** One use of a pattern from before it came here. */
export interface PastUse {
  readonly agentId: string;
  readonly usedAt: Date;
  /** Seconds, or undefined where the use was not timed. */
  readonly executionTime: number | undefined;
  readonly success: Outcome;
}

/** Uses of which only the numbers are known. */
export interface PastUseTotals {
  readonly usageCount: number;
  /** Those by the owner; at most `usageCount`. */
  readonly ownerUsageCount: number;
  readonly successCount: number;
  /** With `successCount` at most `usageCount`. */
  readonly failureCount: number;
  readonly lastUsedAt: Date;
}

/** Totals enter effectiveness as the outcomes of one agent at the time of the last of them. */
const startingRecord = (totals: PastUseTotals | undefined, now: Date): UsageRecord => {
  const unused = unusedRecord(now);
  if (totals === undefined || totals.usageCount === 0) return unused;
  const { successCount, failureCount, lastUsedAt } = totals;
  const outcomes = successCount + failureCount;
  const weight = outcomes === 0 ? 0 : Math.min(1, OUTCOMES_OF_ONE_AGENT / outcomes);
  return {
    ...unused,
    ...totals,
    decayedSuccesses: successCount * weight,
    decayedFailures: failureCount * weight,
    decayedAt: outcomes === 0 ? undefined : lastUsedAt,
  };
};

/** Whether each outcome enters effectiveness: of one agent at most ten in any 90 days that end with a use. */
const outcomesThatCount = (uses: readonly PastUse[]): readonly boolean[] => {
  const countedOf = new Map<string, number[]>();
  return uses.map(({ agentId, usedAt, success }) => {
    if (success === undefined) return false;
    const since = usedAt.getTime() - OUTCOME_WINDOW_DAYS * MILLISECONDS_PER_DAY;
    const recent = (countedOf.get(agentId) ?? []).filter((time) => time >= since);
    const counts = recent.length < OUTCOMES_OF_ONE_AGENT;
    countedOf.set(agentId, counts ? [...recent, usedAt.getTime()] : recent);
    return counts;
  });
};

/** A use, and whether its outcome entered effectiveness. */
export interface CountedPastUse<Use extends PastUse> {
  readonly use: Use;
  readonly countsInEffectiveness: boolean;
}

/**
 * The record of a pattern that was used before it came here, by the rules of uses recorded here at their time, and its
 * uses in the order of time.
 */
export const countPastUses = <Use extends PastUse>(
  past: { readonly uses: readonly Use[]; readonly totals: PastUseTotals | undefined },
  { owner, now }: { readonly owner: string; readonly now: Date },
): { readonly usage: UsageRecord; readonly uses: readonly CountedPastUse<Use>[] } => {
  const ordered = past.uses.toSorted((a, b) => a.usedAt.getTime() - b.usedAt.getTime());
  const counting = outcomesThatCount(ordered);
  const uses = ordered.map((use, at) => ({ use, countsInEffectiveness: counting[at] ?? false }));
  const usage = uses.reduce(
    (record, { use: { agentId, success, ...use }, countsInEffectiveness }) =>
      countUse(record, { ...use, outcome: success, byOwner: agentId === owner, countsInEffectiveness }),
    startingRecord(past.totals, now),
  );
  return { usage: { ...usage, effectiveness: effectiveness(usage, now) }, uses };
};
