import { dotProduct, type SimilarityMap, similarity } from '@tmws/domain';
import type { OwnRecord } from '../ports/recommendation-repository.ts';
import type { IndexedPatterns } from './indexed-patterns.ts';

/** The used pattern behind a boost, and what it brings: similarity · own success rate, 0–1. */
export interface OwnSimilarity {
  readonly value: number;
  /** Undefined where nothing brings anything. */
  readonly patternId: string | undefined;
}

/** No used pattern is like it. */
export const NOT_LIKE_ANY: OwnSimilarity = { value: 0, patternId: undefined };

/** The share of an agent's own outcomes on a pattern that were successes. */
export const ownRate = ({ successes, failures }: OwnRecord): number => successes / (successes + failures);

/** At most so many used patterns are compared: more would make no better reason, and each is compared with each candidate. */
const MOST_USED = 20;

/** The used patterns that can bring something, those that served the agent best and last first. */
export const servingRecords = (records: readonly OwnRecord[]): readonly OwnRecord[] =>
  records
    .filter(({ successes }) => successes > 0)
    .toSorted(
      (a, b) => ownRate(b) - ownRate(a) || b.lastUsedAt.getTime() - a.lastUsedAt.getTime() || (a.id < b.id ? -1 : 1),
    )
    .slice(0, MOST_USED);

/**
 * The best (calibrated similarity · own success rate) over the used patterns, which stand best rate first. Patterns are
 * compared by meaning alone: the words of one description are no request for those of another.
 */
export const bestOwnSimilarity = (
  candidateId: string,
  used: readonly OwnRecord[],
  { indexed, map }: { readonly indexed: IndexedPatterns; readonly map: SimilarityMap },
): OwnSimilarity => {
  const vector = indexed.get(candidateId)?.vector;
  if (vector === undefined) return NOT_LIKE_ANY;
  let best = NOT_LIKE_ANY;
  for (const record of used) {
    const rate = ownRate(record);
    if (rate <= best.value) break;
    const other = indexed.get(record.id)?.vector;
    if (other === undefined) continue;
    const value = rate * similarity(map, dotProduct(vector, other));
    if (value > best.value) best = { value, patternId: record.id };
  }
  return best;
};
