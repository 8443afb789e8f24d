import type { SimilarityMap } from '@tmws/domain';
import { quantile } from '../statistics/interval.ts';

/** Scores of pairs that belong together and of pairs that do not. */
export interface ScoredPairs {
  readonly right: readonly number[];
  readonly unrelated: Float32Array;
}

/** What a map at the default threshold must let through. */
export interface Bounds {
  /** Least share of right pairs kept. */
  readonly right: number;
  /** Most of the unrelated pairs kept. */
  readonly unrelated: number;
}

/** A fitted map, and how it came to be. */
export interface FittedMap {
  readonly map: SimilarityMap;
  /** The score at which the map gives the threshold. */
  readonly at: number;
  /** Where the likeliest map has it, before the bounds. */
  readonly likeliest: number;
  /** Scores between which both bounds hold; the first is above the second where they cannot both. */
  readonly room: readonly [least: number, most: number];
}

const ROUNDS = 100;
/** Half a Newton step each round, so that a steep start does not overshoot. */
const STEP = 0.5;

const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value));

interface Line {
  readonly slope: number;
  /** Over scores less their centre. */
  readonly intercept: number;
}

/** Both classes weigh the same, however many pairs they have. */
const newtonStep = (line: Line, pairs: ScoredPairs, centre: number): Line => {
  let slopeGradient = 0;
  let interceptGradient = 0;
  let [slopes, both, intercepts] = [1e-9, 0, 1e-9];
  const add = (scores: ArrayLike<number>, isRight: 0 | 1): void => {
    const weight = 0.5 / Math.max(1, scores.length);
    for (let place = 0; place < scores.length; place += 1) {
      const score = (scores[place] ?? 0) - centre;
      const fit = sigmoid(line.slope * score + line.intercept);
      const error = weight * (isRight - fit);
      const curvature = weight * fit * (1 - fit);
      slopeGradient += error * score;
      interceptGradient += error;
      slopes += curvature * score * score;
      both += curvature * score;
      intercepts += curvature;
    }
  };
  add(pairs.right, 1);
  add(pairs.unrelated, 0);
  const determinant = slopes * intercepts - both * both;
  return {
    slope: line.slope + (STEP * (intercepts * slopeGradient - both * interceptGradient)) / determinant,
    intercept: line.intercept + (STEP * (slopes * interceptGradient - both * slopeGradient)) / determinant,
  };
};

/**
 * Fits a map by logistic regression of right against unrelated pairs, both weighing the same, and moves it along the
 * scores, its slope unchanged, until the threshold lies where both bounds hold; in the middle where they cannot both.
 */
export const fitMap = (pairs: ScoredPairs, threshold: number, bounds: Bounds): FittedMap => {
  const centre = quantile(pairs.right, 0.5);
  let line: Line = { slope: 10, intercept: 0 };
  for (let round = 0; round < ROUNDS; round += 1) line = newtonStep(line, pairs, centre);
  const logit = Math.log(threshold / (1 - threshold));
  const likeliest = centre + (logit - line.intercept) / line.slope;
  const least = quantile(pairs.unrelated, 1 - bounds.unrelated);
  const most = quantile(pairs.right, 1 - bounds.right);
  const at = least > most ? (least + most) / 2 : Math.min(most, Math.max(least, likeliest));
  const map: SimilarityMap = { kind: 'logistic', slope: line.slope, intercept: logit - line.slope * at };
  return { map, at, likeliest, room: [least, most] };
};

/** The score at which a map gives this similarity. */
export const scoreAt = (map: SimilarityMap, similarity: number): number =>
  (Math.log(similarity / (1 - similarity)) - map.intercept) / map.slope;

/** Share of scores at or above a limit. */
export const shareFrom = (scores: ArrayLike<number>, limit: number): number => {
  let kept = 0;
  for (let place = 0; place < scores.length; place += 1) if ((scores[place] ?? 0) >= limit) kept += 1;
  return scores.length === 0 ? 0 : kept / scores.length;
};
