/** A monotone map of a score to a similarity of 0 to 1: 1 / (1 + exp(-(slope·score + intercept))). */
export interface SimilarityMap {
  readonly kind: 'logistic';
  readonly slope: number;
  readonly intercept: number;
}

/** The similarity that a score stands for, 0 to 1. */
export function similarity(map: SimilarityMap, score: number): number {
  return 1 / (1 + Math.exp(-(map.slope * score + map.intercept)));
}
