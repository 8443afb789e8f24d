import { fuse, isIn, type LanguageNeutralData, LEXICAL_SIMILARITY, type Pattern, similarity } from '@tmws/domain';
import { afterEach, describe, expect, test } from 'vitest';
import { buildPattern } from '../testing/build-pattern.ts';
import { createTestEngine, type TestEngine } from '../testing/create-test-engine.ts';
import { createStubEmbedder } from '../testing/stub-embedder.ts';
import { type RankRequest, rank, tierOf } from './rank.ts';

const engines: TestEngine[] = [];
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.indexer.close();
});

const say = (id: string, description: string): Pattern =>
  buildPattern({ id, patternName: id, patternData: { description } });

const engineWith = async (patterns: readonly Pattern[], embedder = createStubEmbedder()): Promise<TestEngine> => {
  const engine = await createTestEngine({ patterns, embedder });
  engines.push(engine);
  return engine;
};

const ask = (engine: TestEngine, query: string, changes: Partial<RankRequest> = {}) =>
  rank(engine, { query, where: isIn('namespace', ['team-a']), mode: 'HYBRID', firstTier: 50, limit: 50, ...changes });

describe('the ranking', () => {
  test('gives each candidate of the union both numbers, also where one half did not return it [search.fusion]', async () => {
    const engine = await engineWith([say('words', 'alpha beta'), say('more', 'alpha gamma'), say('none', 'delta')]);
    const { candidates } = await ask(engine, 'alpha beta', { limit: 1, firstTier: 1 });
    for (const candidate of candidates) {
      expect(candidate.cosine).toBeTypeOf('number');
      expect(candidate.lexical).toBeGreaterThan(0);
    }
    const wide = await ask(engine, 'alpha beta');
    expect(wide.candidates.map(({ id }) => id)).toEqual(['words', 'more', 'none']);
    expect(wide.candidates[2]).toMatchObject({ lexical: 0, lexicalRank: undefined });
  });

  test('adds the words to the cosine in HYBRID, and takes the cosine alone in SEMANTIC mode [search.fusion]', async () => {
    const engine = await engineWith([say('a', 'alpha beta')]);
    const [hybrid] = (await ask(engine, 'alpha')).candidates;
    const [semantic] = (await ask(engine, 'alpha', { mode: 'SEMANTIC' })).candidates;
    const cosine = hybrid?.cosine ?? Number.NaN;
    expect(hybrid?.fused).toBeCloseTo(fuse({ cosine, lexical: hybrid?.lexical ?? 0, name: 0 }), 9);
    expect(semantic).toMatchObject({ cosine, fused: cosine, lexicalRank: undefined });
  });

  test('has the similarity of words where the model has no map [search.uncalibrated]', async () => {
    const engine = await engineWith([say('a', 'alpha beta')], createStubEmbedder({ model: { similarity: undefined } }));
    for (const mode of ['HYBRID', 'SEMANTIC', 'LEXICAL'] as const) {
      const [candidate] = (await ask(engine, 'alpha', { mode })).candidates;
      expect(candidate?.similarity).toBe(similarity(LEXICAL_SIMILARITY, candidate?.lexical ?? Number.NaN));
    }
  });

  test('gives nothing for a filter that passes nothing', async () => {
    const engine = await engineWith([say('a', 'alpha')]);
    expect((await ask(engine, 'alpha', { where: isIn('namespace', ['team-b']) })).candidates).toEqual([]);
  });

  test('puts all of the first tier before all others', () => {
    expect(tierOf({ dense: 50, lexical: undefined }, 50)).toBe(0);
    expect(tierOf({ dense: 51, lexical: 3 }, 50)).toBe(0);
    expect(tierOf({ dense: 51, lexical: undefined }, 50)).toBe(1);
    expect(tierOf({ dense: undefined, lexical: undefined }, 50)).toBe(1);
  });
});

describe('a request in kana', () => {
  const DIMENSIONS = 128;

  /** The language takes the first dimension alone, and no script has a centre. */
  const languageNeutral: LanguageNeutralData = {
    direction: Array.from({ length: DIMENSIONS }, (_, index) => (index === 0 ? 1 : 0)),
    centres: {
      latin: new Array<number>(DIMENSIONS).fill(0),
      kana: new Array<number>(DIMENSIONS).fill(0),
      han: new Array<number>(DIMENSIONS).fill(0),
      hangul: new Array<number>(DIMENSIONS).fill(0),
    },
    offset: 0.5,
  };

  test('is compared in the language-neutral space, and one in latin letters is not', async () => {
    const embedder = createStubEmbedder({ model: { languageNeutral } });
    const engine = await engineWith([say('a', 'プールを使う'), say('b', 'bake bread')], embedder);
    expect(engine.index.rows().get('a')?.neutralVector?.[0]).toBeCloseTo(0, 6);
    const [kana] = (await ask(engine, 'プールを使う')).candidates;
    expect(kana?.id).toBe('a');
    expect(kana?.cosine).toBeGreaterThan(0.5);
    const plain = await ask(engine, 'bake bread');
    expect(plain.candidates[0]?.id).toBe('b');
    expect(plain.candidates[0]?.cosine).toBeLessThanOrEqual(1.000_001);
  });
});

describe('a ranking that meets trouble', () => {
  test('says that it is degraded while the index is filled', async () => {
    const engine = await engineWith([say('a', 'alpha')]);
    const filling = { ...engine.index, state: () => ({ kind: 'rebuilding', reason: 'It is being filled.' }) as const };
    expect(
      await rank(
        { ...engine, index: filling },
        {
          query: 'alpha',
          where: isIn('id', ['a']),
          mode: 'HYBRID',
          firstTier: 50,
          limit: 50,
        },
      ),
    ).toMatchObject({ degraded: 'It is being filled.', candidates: [{ id: 'a' }] });
  });

  test('says both where the index is filled and the model still loads', async () => {
    const engine = await engineWith([say('a', 'alpha')]);
    engine.embedder.setState({ kind: 'loading' });
    const filling = { ...engine.index, state: () => ({ kind: 'rebuilding', reason: 'It is being filled.' }) as const };
    const request = { query: 'alpha', where: isIn('id', ['a']), mode: 'HYBRID', firstTier: 50, limit: 50 } as const;
    const { degraded } = await rank({ ...engine, index: filling }, request);
    expect(degraded).toBe('It is being filled. The embedding model is still loading; results are by words only.');
  });

  test('falls back to words when the embedder goes away in the middle of it', async () => {
    const engine = await engineWith([say('a', 'alpha')]);
    const embedder = { ...engine.embedder, state: () => ({ kind: 'ready' }) as const };
    engine.embedder.setState({ kind: 'unavailable', reason: 'Gone. Start it again.' });
    const request = { query: 'alpha', where: isIn('id', ['a']), mode: 'HYBRID', firstTier: 50, limit: 50 } as const;
    expect(await rank({ ...engine, embedder }, request)).toMatchObject({
      mode: 'LEXICAL',
      degraded: 'Gone. Start it again.',
      candidates: [{ id: 'a', cosine: undefined }],
    });
  });

  test('ends when it is cancelled', async () => {
    const engine = await engineWith([say('a', 'alpha')]);
    await expect(ask(engine, 'alpha', { signal: AbortSignal.abort(new Error('cancelled')) })).rejects.toThrow(
      'cancelled',
    );
  });

  test('does not hide an error that is none of these', async () => {
    const engine = await engineWith([say('a', 'alpha')]);
    const broken = { ...engine.index, searchWords: async () => Promise.reject(new Error('a bug')) };
    const request = { query: 'alpha', where: isIn('id', ['a']), mode: 'LEXICAL', firstTier: 50, limit: 50 } as const;
    await expect(rank({ ...engine, index: broken }, request)).rejects.toThrow('a bug');
  });
});
