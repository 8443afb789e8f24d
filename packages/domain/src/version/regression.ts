import { type Outcomes, outcomesOf, probabilityBetter } from './probability-better.ts';

/** A version with fewer outcomes is too young to be judged. */
export const REGRESSION_OUTCOMES = 10;

/** Below this probability of being better than its parent, a version counts as a step back. */
export const REGRESSION_PROBABILITY = 0.1;

/**
 * The probability that a version succeeds more often than its parent, 0–1: see {@link probabilityBetter}. Undefined
 * while either of them has no outcome: nothing is known then of one side.
 */
export const probabilityBetterThanParent = (version: Outcomes, parent: Outcomes): number | undefined =>
  outcomesOf(version) === 0 || outcomesOf(parent) === 0 ? undefined : probabilityBetter(version, parent);

/**
 * Whether a version does worse than its parent: after at least {@link REGRESSION_OUTCOMES} outcomes of its own, the
 * probability that it is the better one lies below {@link REGRESSION_PROBABILITY}. A parent without outcomes gives no
 * ground to say so.
 */
export const isRegression = (version: Outcomes, parent: Outcomes): boolean => {
  if (outcomesOf(version) < REGRESSION_OUTCOMES) return false;
  const probability = probabilityBetterThanParent(version, parent);
  return probability !== undefined && probability < REGRESSION_PROBABILITY;
};
