import { UNUSED, type UsageRecord } from '../pattern/pattern.ts';
import { betaQuantile } from './beta-quantile.ts';

const HALF_LIFE_DAYS = 90;
const MILLISECONDS_PER_DAY = 86_400_000;
const PRIOR_WEIGHT = 5;

/** The span in which at most {@link OUTCOMES_OF_ONE_AGENT} outcomes of one agent count in effectiveness, in days. */
export const OUTCOME_WINDOW_DAYS = 90;

/** At most so many outcomes of one agent count within {@link OUTCOME_WINDOW_DAYS}. */
export const OUTCOMES_OF_ONE_AGENT = 10;

/** What a use came to; undefined where it is not known. */
export type Outcome = boolean | undefined;

/** Successes ÷ known outcomes, 0–1; 0 where no outcome is known. */
export const successRate = (usage: Pick<UsageRecord, 'successCount' | 'failureCount'>): number => {
  const outcomes = usage.successCount + usage.failureCount;
  return outcomes === 0 ? 0 : usage.successCount / outcomes;
};

/** Mean execution time in seconds over the uses that carry one; undefined where none does. */
export const averageExecutionTime = (usage: Pick<UsageRecord, 'timedCount' | 'totalTime'>): number | undefined =>
  usage.timedCount === 0 ? undefined : usage.totalTime / usage.timedCount;

/**
 * The mean of the posterior Beta(5·c₀ + successes, 5·(1 − c₀) + failures), c₀ the author's prior clamped to 0.05–0.95.
 * Before any outcome it is the clamped prior: the bare one could exceed what a first success leaves. A success never
 * lowers it, a failure never raises it.
 */
export const confidenceScore = (prior: number, usage: Pick<UsageRecord, 'successCount' | 'failureCount'>): number => {
  const outcomes = usage.successCount + usage.failureCount;
  const clamped = Math.min(0.95, Math.max(0.05, prior));
  return (PRIOR_WEIGHT * clamped + usage.successCount) / (PRIOR_WEIGHT + outcomes);
};

const decayFactor = (from: Date | undefined, to: Date): number =>
  from === undefined
    ? 1
    : 0.5 ** (Math.max(0, to.getTime() - from.getTime()) / (HALF_LIFE_DAYS * MILLISECONDS_PER_DAY));

/**
 * How well a pattern is proven, 0–1: the 5 % quantile of Beta(2.5 + s, 2.5 + f), s and f the outcomes weighted by age
 * with a half-life of 90 days. A lower bound, so that nine successes of ten rank above one of one.
 */
export const effectiveness = (
  usage: Pick<UsageRecord, 'decayedSuccesses' | 'decayedFailures' | 'decayedAt'>,
  now: Date,
): number => {
  const factor = decayFactor(usage.decayedAt, now);
  return betaQuantile(0.05, 2.5 + usage.decayedSuccesses * factor, 2.5 + usage.decayedFailures * factor);
};

/** The record of a new pattern, with the effectiveness that no evidence gives. */
export const unusedRecord = (now: Date): UsageRecord => ({ ...UNUSED, effectiveness: effectiveness(UNUSED, now) });

/** One use to be added to a record. */
export interface UseToCount {
  readonly outcome: Outcome;
  /** Seconds, or undefined where the use was not timed. */
  readonly executionTime: number | undefined;
  readonly byOwner: boolean;
  readonly usedAt: Date;
  /** Whether the outcome still counts in effectiveness (the cap on one agent's outcomes). */
  readonly countsInEffectiveness: boolean;
}

/** An outcome that comes late, to a use that was counted without one. */
export interface OutcomeToCount {
  readonly outcome: boolean;
  /** Seconds, where they too come only now. */
  readonly executionTime: number | undefined;
  /** When the pattern was used: the outcome has the weight of that time, whenever it is told. */
  readonly usedAt: Date;
  readonly countsInEffectiveness: boolean;
  readonly now: Date;
}

const laterOf = (known: Date | undefined, time: Date): Date => (known !== undefined && known > time ? known : time);

const withOutcome = (
  usage: UsageRecord,
  weighed: { readonly outcome: Outcome; readonly usedAt: Date; readonly countsInEffectiveness: boolean },
): Pick<UsageRecord, 'successCount' | 'failureCount' | 'decayedSuccesses' | 'decayedFailures'> & {
  readonly decayedAt: Date;
} => {
  const { outcome, usedAt } = weighed;
  const decayedAt = laterOf(usage.decayedAt, usedAt);
  const factor = decayFactor(usage.decayedAt, decayedAt);
  const weight = weighed.countsInEffectiveness ? decayFactor(usedAt, decayedAt) : 0;
  return {
    successCount: usage.successCount + (outcome === true ? 1 : 0),
    failureCount: usage.failureCount + (outcome === false ? 1 : 0),
    decayedSuccesses: usage.decayedSuccesses * factor + (outcome === true ? weight : 0),
    decayedFailures: usage.decayedFailures * factor + (outcome === false ? weight : 0),
    decayedAt,
  };
};

const timed = (usage: UsageRecord, seconds: number | undefined): Pick<UsageRecord, 'timedCount' | 'totalTime'> => ({
  timedCount: usage.timedCount + (seconds === undefined ? 0 : 1),
  totalTime: usage.totalTime + (seconds ?? 0),
});

/**
 * The record after one more use. A use from before the last one counts with the weight of its age, and leaves the time
 * of the last use.
 */
export const countUse = (usage: UsageRecord, use: UseToCount): UsageRecord => {
  const counted = withOutcome(usage, use);
  return {
    ...counted,
    ...timed(usage, use.executionTime),
    usageCount: usage.usageCount + 1,
    ownerUsageCount: usage.ownerUsageCount + (use.byOwner ? 1 : 0),
    lastUsedAt: laterOf(usage.lastUsedAt, use.usedAt),
    effectiveness: effectiveness(counted, counted.decayedAt),
  };
};

/** The record after the outcome of a use that is counted already. */
export const countOutcome = (usage: UsageRecord, late: OutcomeToCount): UsageRecord => {
  const counted = withOutcome(usage, late);
  return {
    ...usage,
    ...counted,
    ...timed(usage, late.executionTime),
    effectiveness: effectiveness(counted, laterOf(counted.decayedAt, late.now)),
  };
};
