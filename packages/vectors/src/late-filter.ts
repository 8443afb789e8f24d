import { EVERY_ROW } from './condition-filter.ts';

/** One search, in the two orders that find the same rows. Both give rows that pass the filter, best first. */
export interface FilteredSearch<Row> {
  /** Of `toFilter`. */
  readonly filter: string;
  /** Rows wanted. */
  readonly limit: number;
  /** Looks at rows that pass the filter only. */
  readonly filterFirst: () => Promise<Row[]>;
  /** Takes the best so many of all rows, then those of them that pass. */
  readonly filterAfterwards: (best: number) => Promise<Row[]>;
}

/** Decides in which order searches filter. */
export interface LateFilter {
  /** The best rows that pass. */
  search<Row>(asked: FilteredSearch<Row>): Promise<Row[]>;
}

/** Rows taken beyond those that are wanted: a quarter of them, and a few. */
const SPARE_SHARE = 0.25;
const SPARE_ROWS = 8;

/** So many searches by a filter that passed too few go the other way before it is tried again. */
const SEARCHES_UNTIL_RETRY = 64;

const MOST_REMEMBERED = 500;

/** Longer filters name ids, and pass little. */
const LONGEST_FILTER = 4_000;

/**
 * Most callers may read nearly all there is, and then it takes half the time to filter afterwards: where as many of the
 * best rows pass as are wanted, they are the best of those that pass, since all others are worse. Where fewer do, the
 * search is done again with the filter first, and that filter goes first for a while.
 */
export function createLateFilter(): LateFilter {
  const left = new Map<string, number>();

  const isWorthTrying = (filter: string): boolean => {
    if (filter === EVERY_ROW || filter.length > LONGEST_FILTER) return false;
    const searches = left.get(filter) ?? 0;
    if (searches > 0) left.set(filter, searches - 1);
    return searches === 0;
  };

  const remember = (filter: string): void => {
    if (left.size >= MOST_REMEMBERED) left.clear();
    left.set(filter, SEARCHES_UNTIL_RETRY);
  };

  return {
    search: async ({ filter, limit, filterFirst, filterAfterwards }) => {
      if (!isWorthTrying(filter)) return filterFirst();
      const found = await filterAfterwards(Math.ceil(limit * (1 + SPARE_SHARE)) + SPARE_ROWS);
      if (found.length >= limit) return found.slice(0, limit);
      remember(filter);
      return filterFirst();
    },
  };
}
