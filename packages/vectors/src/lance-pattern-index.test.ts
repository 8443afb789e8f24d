import { all, isIn, lengthOf, not } from '@tmws/domain';
import type { IndexCandidate, MeaningQuery, PatternIndex } from '@tmws/engine';
import { describe, expect, test } from 'vitest';
import { axisVector, emptyIndex, SAMPLE_SPEC, sampleRow } from './testing/sample-rows.ts';

const ids = (candidates: readonly IndexCandidate[]): string[] => candidates.map(({ id }) => id);

const words = async (index: PatternIndex, ...terms: string[]): Promise<string[]> =>
  ids(await index.searchWords({ terms, where: all(), limit: 10 }));

const near = async (index: PatternIndex, query: Partial<MeaningQuery>): Promise<string[]> =>
  ids(await index.searchMeaning({ vector: axisVector(0), space: 'plain', where: all(), limit: 10, ...query }));

describe('by words', () => {
  test('a row is found by any of its terms, best first, as soon as it was written', async () => {
    await using empty = await emptyIndex();
    const { index } = empty;
    await index.upsert([
      sampleRow({ id: 'once', words: 'alpha filler filler filler' }),
      sampleRow({ id: 'both', words: 'alpha beta' }),
      sampleRow({ id: 'none', words: 'gamma' }),
    ]);
    expect(await words(index, 'alpha', 'beta')).toEqual(['both', 'once']);
  });

  test('hundreds of rows written one after the other are each found at once', { timeout: 60_000 }, async () => {
    await using empty = await emptyIndex();
    const { index } = empty;
    for (let number = 0; number < 300; number += 1) {
      await index.upsert([sampleRow({ id: `row-${number}`, words: `common unique${number}` })]);
      expect(await words(index, `unique${number}`)).toEqual([`row-${number}`]);
      if (number % 50 === 49) await index.maintain();
    }
    expect(await index.count()).toBe(300);
  });

  test('a replaced row is found by its new words alone, before and after maintenance', async () => {
    await using empty = await emptyIndex();
    const { index } = empty;
    await index.upsert(Array.from({ length: 600 }, (_, number) => sampleRow({ id: `row-${number}`, words: 'old' })));
    await index.maintain();
    await index.upsert([sampleRow({ id: 'row-7', words: 'new' })]);
    expect(await words(index, 'new')).toEqual(['row-7']);
    expect(ids(await index.searchWords({ terms: ['old'], where: isIn('id', ['row-7', 'row-8']), limit: 10 }))).toEqual([
      'row-8',
    ]);
    await index.upsert(Array.from({ length: 600 }, (_, number) => sampleRow({ id: `more-${number}`, words: 'more' })));
    await index.maintain();
    expect(await words(index, 'new')).toEqual(['row-7']);
  });

  test('a removed row is not found at all, nor counted', async () => {
    await using empty = await emptyIndex();
    const { index } = empty;
    await index.upsert([
      sampleRow({ id: 'kept', words: 'alpha', vector: axisVector(0) }),
      sampleRow({ id: 'gone', words: 'alpha', vector: axisVector(0) }),
    ]);
    await index.remove(['gone', 'never there']);
    expect(await words(index, 'alpha')).toEqual(['kept']);
    expect(await near(index, {})).toEqual(['kept']);
    expect(await index.count()).toBe(1);
  });

  test('terms are taken as they stand: no operators, no case folding, no stop words, no length limit below 64 units', async () => {
    await using empty = await emptyIndex();
    const { index } = empty;
    const odd = [
      'the',
      'AND',
      '"quoted',
      'title:x',
      '+must',
      'fuzzy~1',
      'wild*',
      '(a',
      '\\',
      '日本',
      '\u{1f9ea}',
      '語'.repeat(64),
      "o'clock",
    ];
    await index.upsert(odd.map((term, number) => sampleRow({ id: `row-${number}`, words: `${term} filler` })));
    for (const [number, term] of odd.entries()) expect(await words(index, term)).toEqual([`row-${number}`]);
    expect(await words(index, 'THE')).toEqual([]);
    expect(await words(index, 'wil')).toEqual([]);
    expect(await words(index)).toEqual([]);
  });

  test('the condition is applied before candidates are taken [search.prefilter]', async () => {
    await using empty = await emptyIndex();
    const { index } = empty;
    await index.upsert([
      ...Array.from({ length: 300 }, (_, number) => sampleRow({ id: `loud-${number}`, words: 'alpha alpha alpha' })),
      sampleRow({ id: 'quiet', words: 'alpha and a lot besides', agentId: 'bob' }),
    ]);
    for (const round of ['fresh', 'maintained']) {
      const found = await index.searchWords({ terms: ['alpha'], where: isIn('agentId', ['bob']), limit: 5 });
      expect(ids(found), round).toEqual(['quiet']);
      await index.maintain();
    }
  });

  test('equal rows come in the order of their ids', async () => {
    await using empty = await emptyIndex();
    const { index } = empty;
    await index.upsert(['c', 'a', 'd', 'b'].map((id) => sampleRow({ id, words: 'alpha', vector: axisVector(0) })));
    expect(await words(index, 'alpha')).toEqual(['a', 'b', 'c', 'd']);
    expect(await near(index, {})).toEqual(['a', 'b', 'c', 'd']);
  });
});

describe('by meaning', () => {
  test('the nearest rows come first, and rows without a vector not at all', async () => {
    await using empty = await emptyIndex();
    const { index } = empty;
    await index.upsert([
      sampleRow({ id: 'far', vector: axisVector(4) }),
      sampleRow({ id: 'near', vector: axisVector(0, 0.1) }),
      sampleRow({ id: 'nearer', vector: axisVector(0, 0.01) }),
      sampleRow({ id: 'without', model: undefined }),
    ]);
    expect(await near(index, {})).toEqual(['nearer', 'near', 'far']);
    expect(await near(index, { where: not(isIn('id', ['nearer'])), limit: 1 })).toEqual(['near']);
  });

  test('neutral vectors are compared by their product, since their length counts', async () => {
    await using empty = await emptyIndex();
    const { index } = empty;
    const long = axisVector(0, 0.5).map((value) => value * 3);
    await index.upsert([
      sampleRow({ id: 'long', vector: axisVector(1), neutralVector: long }),
      sampleRow({ id: 'straight', vector: axisVector(0), neutralVector: axisVector(0) }),
      sampleRow({ id: 'plain only', vector: axisVector(0) }),
    ]);
    expect(await near(index, { space: 'neutral' })).toEqual(['long', 'straight']);
  });

  test('a candidate carries what exact scores need, and of its vectors the one that is asked for', async () => {
    await using empty = await emptyIndex();
    const { index } = empty;
    await index.upsert([
      sampleRow({
        id: 'a',
        lineageId: 'line',
        patternName: '名前',
        words: 'one two two',
        vector: axisVector(2, 0.3),
        neutralVector: axisVector(3),
      }),
      sampleRow({ id: 'b', words: 'two' }),
    ]);
    const asked = async (space?: 'plain' | 'neutral') => {
      const found = await index.searchWords({ terms: ['two'], space, where: all(), limit: 2 });
      return new Map(found.map((candidate) => [candidate.id, candidate]));
    };
    const [none, plain, neutral] = [await asked(), await asked('plain'), await asked('neutral')];
    expect(plain.get('a')).toMatchObject({ lineageId: 'line', patternName: '名前' });
    expect(lengthOf(plain.get('a')?.termFrequencies ?? new Uint8Array())).toBe(3);
    expect(plain.get('a')?.vector).toEqual(axisVector(2, 0.3));
    expect(plain.get('a')?.neutralVector).toBeUndefined();
    expect(neutral.get('a')?.neutralVector).toEqual(axisVector(3));
    expect(neutral.get('a')?.vector).toBeUndefined();
    expect([none.get('a')?.vector, none.get('a')?.neutralVector]).toEqual([undefined, undefined]);
    expect([plain.get('b')?.vector, neutral.get('b')?.neutralVector]).toEqual([undefined, undefined]);
  });

  test('a vector of another length is refused, and the index stays ready', async () => {
    await using empty = await emptyIndex();
    const { index } = empty;
    await expect(index.upsert([sampleRow({ id: 'a', vector: new Float32Array(3) })])).rejects.toThrow(/3 dimensions/);
    await expect(near(index, { vector: new Float32Array(9) })).rejects.toThrow(/9 dimensions/);
    expect(index.state()).toEqual({ kind: 'ready' });
  });
});

describe('writing', () => {
  test('of two rows of one id in a batch the later stays', async () => {
    await using empty = await emptyIndex();
    const { index } = empty;
    await index.upsert([sampleRow({ id: 'a', words: 'first' }), sampleRow({ id: 'a', words: 'second' })]);
    expect(await index.count()).toBe(1);
    expect(await words(index, 'second')).toEqual(['a']);
    expect(await words(index, 'first')).toEqual([]);
  });

  test('writes at the same time as each other and as maintenance all arrive', { timeout: 60_000 }, async () => {
    await using empty = await emptyIndex();
    const { index } = empty;
    await index.upsert(Array.from({ length: 700 }, (_, number) => sampleRow({ id: `base-${number}` })));
    const write = async (writer: number): Promise<void> => {
      for (let number = 0; number < 20; number += 1) {
        await index.upsert([
          sampleRow({ id: `row-${writer}-${number}`, words: `w${writer}n${number}` }),
          sampleRow({ id: `base-${number}`, words: `base${writer}n${number}` }),
        ]);
        if (number % 4 === 3) await index.remove([`row-${writer}-${number}`]);
      }
    };
    await Promise.all([0, 1, 2, 3].map(write).concat([0, 1, 2].map(() => index.maintain())));
    await index.maintain();
    expect(await index.count()).toBe(700 + 4 * 15);
    expect(await words(index, 'w3n18')).toEqual(['row-3-18']);
    expect(await words(index, 'w3n19')).toEqual([]);
  });

  test('every row has its stamp and model told once', async () => {
    await using empty = await emptyIndex();
    const { index } = empty;
    const rows = Array.from({ length: 2_500 }, (_, number) =>
      sampleRow({ id: `row-${number}`, stamp: `s${number}`, model: number % 2 === 0 ? 'sample' : undefined }),
    );
    await index.upsert(rows);
    const told = new Map<string, readonly [string, string | undefined]>();
    for await (const page of index.stamps()) {
      for (const { id, stamp, model } of page) told.set(id, [stamp, model]);
    }
    expect(told.size).toBe(2_500);
    expect(told.get('row-7')).toEqual(['s7', undefined]);
    expect(told.get('row-8')).toEqual(['s8', 'sample']);
  });
});

describe('the approximate index', () => {
  test('is built above its threshold, misses little, and fills the list under a narrow condition', {
    timeout: 60_000,
  }, async () => {
    await using empty = await emptyIndex({ exactBelow: 20, indexAbove: 1_000 });
    const { index } = empty;
    const random = seededRandom(7);
    const randomVector = (): Float32Array => {
      const vector = Float32Array.from({ length: SAMPLE_SPEC.dimensions }, () => random() - 0.5);
      const length = Math.hypot(...vector);
      return vector.map((value) => value / length);
    };
    const rows = Array.from({ length: 3_000 }, (_, number) =>
      sampleRow({ id: `row-${number}`, agentId: number % 50 === 0 ? 'bob' : 'ada', vector: randomVector() }),
    );
    await index.upsert(rows);
    await index.maintain();
    let right = 0;
    for (let round = 0; round < 20; round += 1) {
      const vector = randomVector();
      const similarity = new Map(rows.map((row) => [row.id, dot(row.vector ?? vector, vector)]));
      const best = rows
        .map(({ id }) => id)
        .sort((left, other) => (similarity.get(other) ?? 0) - (similarity.get(left) ?? 0));
      const found = new Set(await near(index, { vector, limit: 50 }));
      right += best.slice(0, 50).filter((id) => found.has(id)).length;
      const narrow = await near(index, { vector, where: isIn('agentId', ['bob']), limit: 60 });
      expect(narrow).toHaveLength(60);
    }
    expect(right / 1_000).toBeGreaterThanOrEqual(0.98);
    await index.upsert([sampleRow({ id: 'late', vector: axisVector(0) })]);
    expect(await near(index, { vector: axisVector(0), limit: 1 })).toEqual(['late']);
  });
});

const dot = (left: Float32Array, right: Float32Array): number =>
  left.reduce((sum, value, at) => sum + value * (right[at] ?? 0), 0);

/** Mulberry32, so that a failure can be repeated. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
