import type { Pattern } from '@tmws/contract';
import type { Reading } from '../resources/read-resource.ts';

/** What a value is completed from: names of patterns, ids of patterns by their names, categories, namespaces. */
export type Completion = 'pattern' | 'pattern-id' | 'category' | 'namespace';

/** What was found. */
export interface Completed {
  /** At most 100, what begins with the text typed first. */
  readonly values: readonly string[];
  /** Whether there are more. */
  readonly hasMore: boolean;
}

/** The protocol's limit. */
const MOST_VALUES = 100;
const LARGEST_PAGE = 200;

/** 0: begins with what was typed, 1: holds it, 2: neither. */
const distance = (text: string, typed: string): 0 | 1 | 2 => {
  const place = text.toLowerCase().indexOf(typed.toLowerCase());
  if (place === 0) return 0;
  return place > 0 ? 1 : 2;
};

const cut = (values: readonly string[], hasMore: boolean): Completed => ({
  values: values.slice(0, MOST_VALUES),
  hasMore: hasMore || values.length > MOST_VALUES,
});

const fitting = (texts: readonly string[], typed: string): Completed =>
  cut(
    [0, 1].flatMap((wanted) => texts.filter((text) => distance(text, typed) === wanted)),
    false,
  );

/**
 * Patterns whose name begins with what was typed, then those that hold it, each best first, among those that search
 * shows the caller: the best 1,000. Nothing is searched for by words, so that no half-typed word is kept as demand.
 */
const completePatterns = async (
  typed: string,
  valuesOf: (pattern: Pattern) => { readonly text: string; readonly value: string },
  { connect, options }: Reading,
): Promise<Completed> => {
  const { patterns } = await connect();
  const found: [Set<string>, Set<string>] = [new Set(), new Set()];
  let pageToken = '';
  do {
    const page = await patterns.searchPatterns({ pageSize: LARGEST_PAGE, pageToken }, options);
    for (const { pattern } of page.hits) {
      if (pattern === undefined) continue;
      const { text, value } = valuesOf(pattern);
      const place = distance(text, typed);
      if (place !== 2) found[place].add(value);
      else if (value.startsWith(typed)) found[1].add(value);
    }
    pageToken = page.nextPageToken;
  } while (pageToken !== '' && found[0].size < MOST_VALUES);
  return cut([...new Set([...found[0], ...found[1]])], pageToken !== '');
};

const completeCategories = async (typed: string, { connect, options }: Reading): Promise<Completed> => {
  const { insight } = await connect();
  const { categoryDistribution } = await insight.getPatternAnalytics({ days: 1 }, options);
  const byNumber = Object.entries(categoryDistribution).toSorted(([, a], [, b]) => b - a);
  return fitting(
    byNumber.map(([category]) => category),
    typed,
  );
};

const completeNamespaces = async (typed: string, { connect, options }: Reading): Promise<Completed> => {
  const { access } = await connect();
  const { memberships } = await access.whoAmI({}, options);
  return fitting(
    memberships.map(({ namespace }) => namespace),
    typed,
  );
};

/** Values for what was typed so far, among what the caller may read. */
export const complete = (completion: Completion, typed: string, reading: Reading): Promise<Completed> => {
  switch (completion) {
    case 'pattern':
      return completePatterns(typed, ({ patternName }) => ({ text: patternName, value: patternName }), reading);
    case 'pattern-id':
      return completePatterns(typed, ({ patternName, id }) => ({ text: patternName, value: id }), reading);
    case 'category':
      return completeCategories(typed, reading);
    case 'namespace':
      return completeNamespaces(typed, reading);
    default:
      return completion satisfies never;
  }
};
