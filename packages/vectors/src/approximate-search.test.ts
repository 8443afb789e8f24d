import { connect, type IndexStatistics, VectorQuery } from '@lancedb/lancedb';
import { all, type Condition, isIn } from '@tmws/domain';
import type { IndexRow, IndexSpec, PatternIndex } from '@tmws/engine';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createLancePatternIndex } from './lance-pattern-index.ts';
import { SAMPLE_SPEC, sampleRow, temporaryFolder } from './testing/sample-rows.ts';

const SPEC: IndexSpec = { ...SAMPLE_SPEC, dimensions: 64 };
const ROWS = 5_000;
const RESULTS = 50;
const REQUESTS = 20;

/** Mulberry32, so that a failure can be repeated. */
const seededRandom = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

const random = seededRandom(11);

const noise = (length: number): Float32Array => Float32Array.from({ length }, () => random() - 0.5);

/** As vectors of texts are: many dimensions, few independent directions, and a little of everything. */
const DIRECTIONS = Array.from({ length: 16 }, () => noise(SPEC.dimensions));

const unitVector = (): Float32Array => {
  const vector = noise(SPEC.dimensions).map((value) => value / 4);
  for (const direction of DIRECTIONS) {
    const share = random() - 0.5;
    for (const [at, value] of direction.entries()) vector[at] = (vector[at] ?? 0) + share * value;
  }
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
};

const dot = (left: Float32Array, right: Float32Array): number =>
  left.reduce((sum, value, at) => sum + value * (right[at] ?? 0), 0);

const categoryOf = (number: number): string => {
  if (number % 500 === 0) return 'ten rows';
  if (number % 100 === 1) return 'one percent';
  return number % 10 === 2 ? 'ten percent' : 'others';
};

const makeRows = (): readonly IndexRow[] =>
  Array.from({ length: ROWS }, (_, number) =>
    sampleRow({
      id: `row-${number}`,
      category: categoryOf(number),
      vector: unitVector(),
      neutralVector: unitVector().map((value) => value * 2),
    }),
  );

/** The ids that a comparison with every row puts first. */
const bestOf = (rows: readonly IndexRow[], space: 'plain' | 'neutral', request: Float32Array): readonly string[] =>
  rows
    .map((row) => ({
      id: row.id,
      score: dot((space === 'plain' ? row.vector : row.neutralVector) ?? request, request),
    }))
    .toSorted((a, b) => b.score - a.score)
    .slice(0, RESULTS)
    .map(({ id }) => id);

const statisticsOf = async (path: string, index: string): Promise<IndexStatistics | undefined> => {
  const database = await connect(path);
  const table = await database.openTable('patterns_1');
  const statistics = await table.indexStats(index);
  table.close();
  database.close();
  return statistics;
};

/** An index with the rows, its approximate structures built. */
const indexOf = async (
  rows: readonly IndexRow[],
  exactBelow: number,
): Promise<AsyncDisposable & { readonly index: PatternIndex; readonly path: string }> => {
  const folder = await temporaryFolder();
  const index = createLancePatternIndex({ uri: folder.path, exactBelow, indexAbove: 1_000 });
  await index.open(SPEC);
  const rebuild = await index.rebuild(SPEC);
  await rebuild.upsert(rows);
  await rebuild.commit();
  await index.maintain();
  return {
    index,
    path: folder.path,
    [Symbol.asyncDispose]: async () => {
      await index.close();
      await folder[Symbol.asyncDispose]();
    },
  };
};

/** Runs searches and gives the plans by which LanceDB answered them. */
const plansOf = async (searches: () => Promise<unknown>): Promise<readonly string[]> => {
  const asked = vi.spyOn(VectorQuery.prototype, 'toArrow');
  await searches();
  const queries = asked.mock.contexts.filter((query) => query instanceof VectorQuery);
  asked.mockRestore();
  return Promise.all(queries.map((query) => query.explainPlan(true)));
};

const usesApproximateIndex = (plan: string): boolean => plan.includes('ANN');

afterEach(() => {
  vi.restoreAllMocks();
});

describe('a large table', () => {
  test('is searched by an approximate index of half bytes and graphs, and misses little under any filter [search.prefilter]', {
    timeout: 120_000,
  }, async () => {
    const rows = makeRows();
    await using large = await indexOf(rows, 20);
    const { index, path } = large;
    for (const name of ['vector_idx', 'neutral_vector_idx']) {
      expect(await statisticsOf(path, name)).toMatchObject({
        indexType: 'IVF_HNSW_SQ',
        numIndexedRows: ROWS,
        numUnindexedRows: 0,
      });
    }
    const filters: readonly { name: string; where: Condition; approximate: boolean }[] = [
      { name: 'everything', where: all(), approximate: true },
      { name: 'ten percent', where: isIn('category', ['ten percent']), approximate: true },
      { name: 'one percent', where: isIn('category', ['one percent']), approximate: true },
      { name: 'ten rows', where: isIn('category', ['ten rows']), approximate: false },
    ];
    for (const { name, where, approximate } of filters) {
      const passing = rows.filter((row) => name === 'everything' || row.category === name);
      for (const space of ['plain', 'neutral'] as const) {
        const plans = await plansOf(() => near(index, { space, where, request: unitVector() }));
        // One plan: where the approximate one had found too little, an exact one would have followed. Few rows need none.
        expect(plans.map(usesApproximateIndex), `${name}, ${space}`).toEqual(approximate ? [true] : []);
        let right = 0;
        for (let number = 0; number < REQUESTS; number += 1) {
          const request = unitVector();
          const found = new Set(await near(index, { space, where, request }));
          right += bestOf(passing, space, request).filter((id) => found.has(id)).length;
        }
        const recall = right / (REQUESTS * Math.min(RESULTS, passing.length));
        expect(recall, `${name}, ${space}`).toBeGreaterThanOrEqual(approximate ? 0.98 : 1);
      }
    }
  });

  test('is compared row by row where the filter leaves few enough [search.exact]', { timeout: 120_000 }, async () => {
    const rows = makeRows();
    await using large = await indexOf(rows, 600);
    const { index } = large;
    const where = isIn('category', ['ten percent']);
    const passing = rows.filter((row) => row.category === 'ten percent');
    const request = unitVector();
    const [plan = ''] = await plansOf(() => near(index, { space: 'plain', where, request }));
    expect(usesApproximateIndex(plan)).toBe(false);
    expect(await near(index, { space: 'plain', where, request })).toEqual(bestOf(passing, 'plain', request));
  });
});

const near = async (
  index: PatternIndex,
  asked: { space: 'plain' | 'neutral'; where: Condition; request: Float32Array },
): Promise<readonly string[]> => {
  const { space, where, request } = asked;
  return (await index.searchMeaning({ vector: request, space, where, limit: RESULTS })).map(({ id }) => id);
};
