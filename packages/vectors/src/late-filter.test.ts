import { isIn } from '@tmws/domain';
import { describe, expect, test } from 'vitest';
import { createLateFilter, type FilteredSearch } from './late-filter.ts';
import { axisVector, emptyIndex, sampleRow } from './testing/sample-rows.ts';

/** Rows 0, 1, 2 …, the lowest the best. */
const searchOf = (passes: (row: number) => boolean, log: string[]): FilteredSearch<number> => {
  const rows = Array.from({ length: 1_000 }, (_, row) => row);
  return {
    filter: 'f',
    limit: 40,
    filterFirst: async () => {
      log.push('first');
      return rows.filter(passes).slice(0, 40);
    },
    filterAfterwards: async (best) => {
      log.push('afterwards');
      return rows.slice(0, best).filter(passes);
    },
  };
};

describe('a filter that nearly everything passes', () => {
  test('is applied afterwards, and the same rows are found', async () => {
    const log: string[] = [];
    const search = searchOf((row) => row % 10 !== 3, log);
    expect(await createLateFilter().search(search)).toEqual(await search.filterFirst());
    expect(log).toEqual(['afterwards', 'first']);
  });
});

describe('a filter that little passes', () => {
  test('is applied first, at once in the next searches, and tried again after many', async () => {
    const log: string[] = [];
    const late = createLateFilter();
    const search = searchOf((row) => row % 10 === 3, log);
    const expected = await search.filterFirst();
    for (let round = 0; round < 66; round += 1) expect(await late.search(search)).toEqual(expected);
    expect(log.filter((step) => step === 'afterwards')).toHaveLength(2);
    expect(log.slice(1, 5)).toEqual(['afterwards', 'first', 'first', 'first']);
  });

  test('or none of it, or is very long, costs no second search', async () => {
    const log: string[] = [];
    const late = createLateFilter();
    const search = searchOf(() => true, log);
    await late.search({ ...search, filter: 'true' });
    await late.search({ ...search, filter: 'x'.repeat(5_000) });
    expect(log).toEqual(['first', 'first']);
  });
});

test('a real index gives the same rows in the same order, whichever way a filter is applied', async () => {
  await using empty = await emptyIndex();
  const { index } = empty;
  const rows = Array.from({ length: 400 }, (_, number) =>
    sampleRow({
      id: `row-${String(number).padStart(3, '0')}`,
      category: number % 20 === 0 ? 'rare' : 'common',
      words: `term ${'more '.repeat(1 + (number % 7))}`.trim(),
      vector: axisVector(0, number / 400),
    }),
  );
  await index.upsert(rows);
  const byMeaning = async (category: string, limit: number) => {
    const where = isIn('category', [category]);
    return (await index.searchMeaning({ vector: axisVector(0), space: 'plain', where, limit })).map(({ id }) => id);
  };
  const expected = (category: string) => rows.filter((row) => row.category === category).map(({ id }) => id);
  expect(await byMeaning('common', 30)).toEqual(expected('common').slice(0, 30));
  expect(await byMeaning('rare', 30)).toEqual(expected('rare'));
});
