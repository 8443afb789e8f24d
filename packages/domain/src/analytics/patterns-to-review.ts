import { outcomesOf } from '../version/probability-better.ts';
import { type PatternStatistics, type RatedPattern, toStatistics } from './rated-pattern.ts';
import { utcDayOf } from './utc-day.ts';

/** A success rate below it asks for a review, after {@link OUTCOMES_FOR_REVIEW} outcomes. */
export const REVIEW_BELOW = 0.6;

/** Fewer outcomes say too little. */
export const OUTCOMES_FOR_REVIEW = 3;

/** So many patterns are shown in each list of advice. */
export const ADVISED_PATTERNS = 10;

/** A pattern that nobody used or changed for long. */
export interface ForgottenPattern extends RatedPattern {
  /** When it was last used or changed. */
  readonly lastActivityAt: Date;
}

const failing = (pattern: RatedPattern): string => {
  const outcomes = outcomesOf(pattern);
  return `${pattern.successCount} of ${outcomes} outcomes good`;
};

const forgotten = (pattern: ForgottenPattern, now: Date): string =>
  `neither used nor changed for ${utcDayOf(now) - utcDayOf(pattern.lastActivityAt)} days`;

/**
 * The patterns to look at, each once: those that fail, the worst first, then those that are forgotten, the longest
 * first. Both lists come ordered; at most {@link ADVISED_PATTERNS} are returned.
 */
export const patternsToReview = (
  failingPatterns: readonly RatedPattern[],
  forgottenPatterns: readonly ForgottenPattern[],
  now: Date,
): readonly PatternStatistics[] => {
  const forgottenById = new Map(forgottenPatterns.map((pattern) => [pattern.id, pattern]));
  const failingIds = new Set(failingPatterns.map((pattern) => pattern.id));
  const both = failingPatterns.map((pattern) => {
    const stale = forgottenById.get(pattern.id);
    return toStatistics(
      pattern,
      stale === undefined ? failing(pattern) : `${failing(pattern)}; ${forgotten(stale, now)}`,
    );
  });
  const others = forgottenPatterns
    .filter((pattern) => !failingIds.has(pattern.id))
    .map((pattern) => toStatistics(pattern, forgotten(pattern, now)));
  return [...both, ...others].slice(0, ADVISED_PATTERNS);
};
