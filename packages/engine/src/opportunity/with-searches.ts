import { type AreaActivity, tokenize } from '@tmws/domain';
import type { RepeatedRequest } from '../ports/demand-repository.ts';
import type { RecordedActivity } from '../ports/opportunity-repository.ts';

type Searches = Pick<AreaActivity, 'searchCount' | 'recentCount' | 'earlierCount'>;

const NONE: Searches = { searchCount: 0, recentCount: 0, earlierCount: 0 };

/** What a long request is about stands in its beginning. */
const LOOKED_AT = 500;

const termsOf = (text: string): ReadonlySet<string> => new Set(tokenize(text.slice(0, LOOKED_AT)));

/** Areas by the first of their terms, so that a request is held against the few that it could name. */
const byFirstTerm = (
  areas: readonly RecordedActivity[],
): ReadonlyMap<string, readonly { readonly area: string; readonly terms: ReadonlySet<string> }[]> => {
  const named = areas.map(({ area }) => ({ area, terms: termsOf(area) })).filter(({ terms }) => terms.size > 0);
  return Map.groupBy(named, ({ terms: [first = ''] }) => first);
};

/** Adds to each area the searches whose requests name it: all of its words stand in them, in any order. */
export const withSearches = (
  areas: readonly RecordedActivity[],
  requests: readonly RepeatedRequest[],
): readonly AreaActivity[] => {
  const candidates = byFirstTerm(areas);
  const found = new Map<string, Searches>();
  for (const { query, count, recentCount, earlierCount } of requests) {
    const terms = termsOf(query);
    for (const term of terms) {
      for (const candidate of candidates.get(term) ?? []) {
        if (![...candidate.terms].every((own) => terms.has(own))) continue;
        const known = found.get(candidate.area) ?? NONE;
        found.set(candidate.area, {
          searchCount: known.searchCount + count,
          recentCount: known.recentCount + recentCount,
          earlierCount: known.earlierCount + earlierCount,
        });
      }
    }
  }
  return areas.map((area) => {
    const searches = found.get(area.area) ?? NONE;
    return {
      ...area,
      searchCount: searches.searchCount,
      recentCount: area.recentCount + searches.recentCount,
      earlierCount: area.earlierCount + searches.earlierCount,
    };
  });
};
