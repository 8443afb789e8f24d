import type { SimilarityMap } from './similarity.ts';

/**
 * The map of the score by words alone to a similarity, for searches without a calibrated model. Fitted on skillq-dev's
 * right and random pairs, as each preset's map is: see docs/benchmarks.md.
 */
export const LEXICAL_SIMILARITY: SimilarityMap = { kind: 'logistic', slope: 24, intercept: -2.2 };
