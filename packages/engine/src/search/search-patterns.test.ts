import { type Caller, type Pattern, unusedRecord } from '@tmws/domain';
import { afterEach, describe, expect, test } from 'vitest';
import { toIndexRow } from '../indexing/index-row.ts';
import { buildCaller } from '../testing/build-caller.ts';
import { buildPattern } from '../testing/build-pattern.ts';
import { createTestEngine, type TestEngine } from '../testing/create-test-engine.ts';
import { createStubEmbedder } from '../testing/stub-embedder.ts';
import { type SearchPatternsInput, type SearchPatternsResult, searchPatterns } from './search-patterns.ts';

const ann = buildCaller({ agentId: 'ann' });
const bob = buildCaller({ agentId: 'bob' });
const stranger = buildCaller({ agentId: 'zoe', memberships: [] });

const engines: TestEngine[] = [];
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.indexer.close();
});

/** An engine that holds and has indexed the given patterns. */
const engineWith = async (patterns: readonly Pattern[], embedder = createStubEmbedder()): Promise<TestEngine> => {
  const engine = await createTestEngine({ patterns, embedder });
  engines.push(engine);
  return engine;
};

const say = (id: string, description: string, changes: Partial<Pattern> = {}): Pattern =>
  buildPattern({ id, patternName: id, patternData: { description }, ...changes });

const search = (
  engine: TestEngine,
  input: Partial<SearchPatternsInput> & { readonly caller?: Caller },
): Promise<SearchPatternsResult> => {
  const { caller = ann, ...rest } = input;
  return searchPatterns(engine, caller, {
    mode: 'HYBRID',
    versions: 'heads',
    pageSize: 0,
    pageToken: '',
    contentBytes: undefined,
    ...rest,
  });
};

const idsOf = (result: SearchPatternsResult): string[] => result.hits.map(({ pattern }) => pattern.id);

const ANIMALS = [
  say('cats', 'feed the cats every morning'),
  say('dogs', 'walk the dogs every morning'),
  say('taxes', 'file the annual declaration'),
];

describe('a search with a query', () => {
  test('puts the best fit first and explains each hit [search.explains, search.fusion]', async () => {
    const engine = await engineWith(ANIMALS);
    const { hits, mode, degraded } = await search(engine, { query: 'feed cats' });
    expect([mode, degraded]).toEqual(['HYBRID', undefined]);
    expect(hits[0]).toMatchObject({
      pattern: { id: 'cats' },
      rank: { denseRank: 1, lexicalRank: 1 },
      passage: { source: 'description', text: 'feed the cats every morning' },
    });
    const fused = hits.map(({ rank }) => rank?.fused ?? 0);
    expect(fused).toEqual(fused.toSorted((a, b) => b - a));
    for (const { rank } of hits) {
      expect(rank?.similarity).toBeGreaterThanOrEqual(0);
      expect(rank?.similarity).toBeLessThanOrEqual(1);
    }
  });

  test('finds by meaning what shares no word, and by words what has no vector', async () => {
    const embedder = createStubEmbedder({ synonyms: { felines: 'cats' } });
    const engine = await engineWith(ANIMALS, embedder);
    expect(idsOf(await search(engine, { query: 'felines', mode: 'SEMANTIC' }))[0]).toBe('cats');
    const loading = await engineWith(ANIMALS, createStubEmbedder({ state: { kind: 'loading' } }));
    loading.embedder.setState({ kind: 'ready' });
    expect(idsOf(await search(loading, { query: 'cats' }))).toContain('cats');
  });

  test.each(['loading', 'unavailable'] as const)(
    'answers by words and says so while the embedder is %s [search.degraded]',
    async (kind) => {
      const embedder = createStubEmbedder({ state: { kind, reason: 'The endpoint does not answer. Start it.' } });
      const engine = await engineWith(ANIMALS, embedder);
      for (const asked of ['HYBRID', 'SEMANTIC'] as const) {
        const { mode, degraded, hits } = await search(engine, { query: 'feed cats', mode: asked });
        expect(mode).toBe('LEXICAL');
        expect(degraded).toMatch(kind === 'loading' ? /loading/ : /endpoint/);
        expect(hits[0]?.pattern.id).toBe('cats');
        expect(hits[0]?.rank?.cosine).toBeUndefined();
      }
      expect((await search(engine, { query: 'cats', mode: 'LEXICAL' })).degraded).toBeUndefined();
    },
  );

  test('answers with nothing, and why, while the index is damaged, and mends it', async () => {
    const engine = await engineWith(ANIMALS);
    engine.index.damage('A file of the index is missing.');
    const broken = await search(engine, { query: 'cats' });
    expect([broken.hits, broken.nextPageToken]).toEqual([[], '']);
    expect(broken.degraded).toContain('A file of the index is missing.');
    await engine.indexer.idle();
    expect(idsOf(await search(engine, { query: 'cats' }))).toContain('cats');
  });

  test('quotes a passage that stands late in a file of the skill [search.passages, search.skill-files]', async () => {
    const engine = await engineWith([say('long', 'short')]);
    const text = `${'filler words. '.repeat(4_000)}The zeppelin must be moored at dusk.`;
    await engine.unitOfWork.write(async (store) => {
      const content = new TextEncoder().encode(text);
      await store.skills.addFiles('long', [{ path: 'references/x.md', mode: 0o644, digest: 'd', content }]);
      await store.outbox.add(['long'], engine.clock.now());
    });
    await engine.indexer.settle(['long']);
    const { hits } = await search(engine, { query: 'zeppelin moored', mode: 'LEXICAL' });
    expect(hits[0]?.passage?.source).toBe('references/x.md');
    expect(hits[0]?.passage?.text).toContain('The zeppelin must be moored at dusk.');
  });

  test('notes the demand once a search, with the best similarity', async () => {
    const engine = await engineWith(ANIMALS);
    const { hits } = await search(engine, { query: 'feed cats', pageSize: 1 });
    await search(engine, { query: '' });
    await engine.demandLog.flush();
    expect([...engine.unitOfWork.committed().demand.values()]).toMatchObject([
      { query: 'feed cats', agentId: 'ann', namespace: 'team-a', bestSimilarity: hits[0]?.rank?.similarity },
    ]);
  });

  test('is refused with more tags than a pattern can have, which the index might not survive', async () => {
    const engine = await engineWith(ANIMALS);
    const tags = new Array<string>(90_000).fill('x');
    await expect(search(engine, { query: 'cats', tags })).rejects.toMatchObject({ violations: [{ field: 'tags' }] });
  });

  test('takes a query of any characters, and of words that nothing has', async () => {
    const engine = await engineWith(ANIMALS);
    for (const query of ['"', "'; --", '( AND', '***', '💥', '\u0000', 'zzz', '!!!', '接続']) {
      await search(engine, { query });
    }
    expect((await search(engine, { query: 'zzz', mode: 'LEXICAL' })).hits).toEqual([]);
  });
});

describe('what a search shows', () => {
  const secrets = [
    say('mine', 'zebra crossing'),
    say('team', 'zebra crossing', { accessLevel: 'TEAM' }),
    say('for-bob', 'zebra crossing', { accessLevel: 'SHARED', sharedWithAgents: ['bob'] }),
    say('public', 'zebra crossing', { accessLevel: 'PUBLIC' }),
    say('draft', 'zebra crossing', { accessLevel: 'PUBLIC', status: 'DRAFT', isHead: false }),
    say('retired', 'zebra crossing', { accessLevel: 'PUBLIC', status: 'RETIRED' }),
  ];

  test.each(['HYBRID', 'SEMANTIC', 'LEXICAL'] as const)(
    'is what the caller may read, in %s mode [status.hidden, access.draft-owner]',
    async (mode) => {
      const engine = await engineWith(secrets);
      const visible = async (caller: Caller) =>
        idsOf(await search(engine, { query: 'zebra', mode, caller })).toSorted();
      expect(await visible(ann)).toEqual(['draft', 'for-bob', 'mine', 'public', 'team']);
      expect(await visible(bob)).toEqual(['for-bob', 'public', 'team']);
      expect(await visible(stranger)).toEqual(['public']);
    },
  );

  test('is checked against the rows once more where the index is behind', async () => {
    const engine = await engineWith(secrets);
    const team = engine.unitOfWork.committed().patterns.get('team');
    if (team !== undefined) engine.unitOfWork.committed().patterns.set('team', { ...team, accessLevel: 'PRIVATE' });
    expect(idsOf(await search(engine, { query: 'zebra', caller: bob }))).not.toContain('team');
  });

  test('is not changed by what the caller may not read [search.no-leak, search.lexical-similarity-fixed]', async () => {
    const readable = [
      say('a', 'zebra crossing', { accessLevel: 'PUBLIC' }),
      say('b', 'zebra', { accessLevel: 'PUBLIC' }),
    ];
    const hidden = Array.from({ length: 120 }, (_, index) => say(`h${index}`, 'zebra crossing zebra'));
    const answers = await Promise.all(
      [readable, [...readable, ...hidden]].map(async (world) => {
        const engine = await engineWith(world);
        return search(engine, { query: 'zebra crossing', caller: stranger, pageSize: 1 });
      }),
    );
    expect(answers[1]).toEqual(answers[0]);
  });

  test('is the head of a lineage, all versions where asked [version.search-collapse, version.search-all, version.search-best]', async () => {
    const engine = await engineWith([
      say('v1', 'zebra one', { lineageId: 'l', patternName: 'z', version: '1.0.0', isHead: false }),
      say('v2', 'zebra two', { lineageId: 'l', patternName: 'z', version: '2.0.0' }),
    ]);
    expect(idsOf(await search(engine, { query: 'zebra one' }))).toEqual(['v2']);
    expect(idsOf(await search(engine, { query: 'zebra one', versions: 'all' }))).toEqual(['v1', 'v2']);
  });

  test('has deprecated patterns last [status.deprecated]', async () => {
    const engine = await engineWith([
      say('old', 'zebra crossing', { status: 'DEPRECATED' }),
      say('new', 'zebra and much else that dilutes it'),
    ]);
    expect(idsOf(await search(engine, { query: 'zebra crossing' }))).toEqual(['new', 'old']);
    expect(idsOf(await search(engine, { query: 'zebra crossing', pageSize: 1 }))).toEqual(['new']);
  });

  test('has deprecated patterns last without a request too, however well they are proven, page by page [status.deprecated]', async () => {
    const proven = { ...unusedRecord(new Date(0)), effectiveness: 0.9 };
    const engine = await engineWith([
      say('old', 'zebra', { status: 'DEPRECATED', usage: proven }),
      say('new', 'zebra'),
      say('best', 'zebra', { usage: proven }),
    ]);
    expect(idsOf(await search(engine, { query: '' }))).toEqual(['best', 'new', 'old']);
    const first = await search(engine, { query: '', pageSize: 2 });
    expect(idsOf(first)).toEqual(['best', 'new']);
    expect(idsOf(await search(engine, { query: '', pageSize: 2, pageToken: first.nextPageToken }))).toEqual(['old']);
  });
});

describe('a filter by statistics', () => {
  const used = (usageCount: number, successCount: number, failureCount: number): Partial<Pattern> => ({
    usage: { ...unusedRecord(new Date(0)), usageCount, successCount, failureCount },
  });

  test('holds at its edges, with and without a query [search.min-success-rate, search.min-usage-count, search.filters-and]', async () => {
    const engine = await engineWith([
      say('good', 'zebra', used(5, 4, 1)),
      say('rare', 'zebra', used(4, 4, 0)),
      say('bad', 'zebra', used(9, 3, 6)),
    ]);
    for (const query of ['zebra', '']) {
      expect(idsOf(await search(engine, { query, minSuccessRate: 0.8, minUsageCount: 5 }))).toEqual(['good']);
      expect(idsOf(await search(engine, { query, minUsageCount: 10 }))).toEqual([]);
    }
  });

  test('uses the counters as they are now [search.filters-current]', async () => {
    const engine = await engineWith([say('p', 'zebra', used(4, 4, 0))]);
    expect(idsOf(await search(engine, { query: 'zebra', minUsageCount: 5 }))).toEqual([]);
    await engine.unitOfWork.write((store) =>
      store.patterns.saveUsage('p', { ...unusedRecord(new Date(0)), usageCount: 5 }),
    );
    expect(idsOf(await search(engine, { query: 'zebra', minUsageCount: 5 }))).toEqual(['p']);
  });

  test('fills its pages also where more than 5,000 patterns pass [search.filter-statistics-many]', async () => {
    const engine = await engineWith([]);
    const passing = 5_200;
    const patterns = Array.from({ length: 2 * passing }, (_, index) =>
      say(`p${index}`, 'zebra', index < passing ? used(1, 0, 1) : used(5, 4, 1)),
    );
    const { model } = engine.embedder;
    for (const pattern of patterns) engine.unitOfWork.committed().patterns.set(pattern.id, pattern);
    await engine.index.upsert(patterns.map((pattern) => toIndexRow(pattern, [], { model, vector: undefined })));
    for (const query of ['zebra', '']) {
      const first = await search(engine, { query, mode: 'LEXICAL', minUsageCount: 5 });
      const second = await search(engine, { query, mode: 'LEXICAL', minUsageCount: 5, pageToken: first.nextPageToken });
      const hits = [...first.hits, ...second.hits];
      expect(new Set(hits.map(({ pattern }) => pattern.id)).size).toBe(100);
      expect(hits.every(({ pattern }) => pattern.usage.usageCount === 5)).toBe(true);
    }
  });

  test.each([{ minSuccessRate: 1.1 }, { minSuccessRate: -0.1 }, { minUsageCount: -1 }, { minUsageCount: Number.NaN }])(
    'out of its range is refused: %j [search.min-success-rate, search.min-usage-count]',
    async (input) => {
      const engine = await engineWith([]);
      await expect(search(engine, input)).rejects.toMatchObject({ reason: 'INVALID_FIELD' });
    },
  );
});

describe('a search without a query', () => {
  test('goes by effectiveness, then weight, then the newest update [search.no-query-order]', async () => {
    const proven = { ...unusedRecord(new Date(0)), effectiveness: 0.9 };
    const engine = await engineWith([
      say('plain', 'x', { updatedAt: new Date(1_000) }),
      say('newer', 'x', { updatedAt: new Date(2_000) }),
      say('weighty', 'x', { learningWeight: 5, updatedAt: new Date(0) }),
      say('proven', 'x', { usage: proven, updatedAt: new Date(0) }),
    ]);
    const result = await search(engine, {});
    expect(idsOf(result)).toEqual(['proven', 'weighty', 'newer', 'plain']);
    expect(result.hits.every(({ rank, passage }) => rank === undefined && passage === undefined)).toBe(true);
  });
});
