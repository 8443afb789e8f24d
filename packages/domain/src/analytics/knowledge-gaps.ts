import type { CategoryTotals } from './summarize.ts';

/** An area with fewer patterns is one of which too little is known. */
export const PATTERNS_THAT_COVER = 3;

/** So many gaps are shown. */
export const GAPS_SHOWN = 10;

/**
 * Areas with activity and fewer than {@link PATTERNS_THAT_COVER} patterns, the busiest first, at most
 * {@link GAPS_SHOWN}. Activity is what names an area: uses of its patterns, and notes on it.
 *
 * @param notes number of notes by area
 */
export const knowledgeGaps = (
  categories: readonly CategoryTotals[],
  notes: ReadonlyMap<string, number>,
): readonly string[] => {
  const known = new Map(categories.map((totals) => [totals.category, totals]));
  return [...new Set([...known.keys(), ...notes.keys()])]
    .map((area) => ({ area, activity: (known.get(area)?.applications ?? 0) + (notes.get(area) ?? 0) }))
    .filter(({ area, activity }) => activity > 0 && (known.get(area)?.patterns ?? 0) < PATTERNS_THAT_COVER)
    .toSorted((a, b) => b.activity - a.activity || (a.area < b.area ? -1 : 1))
    .slice(0, GAPS_SHOWN)
    .map(({ area }) => area);
};
