import type { UsageRecord } from '../pattern/pattern.ts';

/** How often something worked and did not. */
export type Outcomes = Pick<UsageRecord, 'successCount' | 'failureCount'>;

/** So many uses told how they went. */
export const outcomesOf = ({ successCount, failureCount }: Outcomes): number => successCount + failureCount;

/**
 * P(X > Y) of X ~ Beta(a, b) and Y ~ Beta(c, d) with whole a and b, as the sum of a positive terms, of which each comes
 * from the one before. In logarithms, since the first terms of long records lie below the smallest number.
 */
const probabilityAbove = (a: number, b: number, [c, d]: readonly [number, number]): number => {
  let logTerm = 0;
  for (let k = 0; k < b; k += 1) logTerm += Math.log((d + k) / (c + d + k));
  let sum = Math.exp(logTerm);
  for (let i = 0; i + 1 < a; i += 1) {
    logTerm += Math.log((((c + i) / (c + d + b + i)) * (b + i)) / (i + 1));
    sum += Math.exp(logTerm);
  }
  return Math.min(1, sum);
};

/**
 * The probability that `newer` succeeds more often than `older`, 0–1: P(X > Y) of the posteriors Beta(1 + successes,
 * 1 + failures) of both, 0.5 where neither has an outcome. The exact sum, not an approximation: J. D. Cook, "Exact
 * Calculation of Beta Inequalities" (2005), in the form of E. Miller, "Formulas for Bayesian A/B Testing" (2015). The
 * work grows with the shorter of the two records.
 */
export const probabilityBetter = (newer: Outcomes, older: Outcomes): number => {
  const first = [1 + newer.successCount, 1 + newer.failureCount] as const;
  const second = [1 + older.successCount, 1 + older.failureCount] as const;
  return outcomesOf(newer) <= outcomesOf(older)
    ? probabilityAbove(...first, second)
    : 1 - probabilityAbove(...second, first);
};
