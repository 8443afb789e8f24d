import type { JsonObject, Pattern } from '@tmws/domain';
import { afterEach, describe, expect, test } from 'vitest';
import { applyPattern } from '../learning/apply-pattern.ts';
import { createPattern } from '../pattern/create-pattern.ts';
import { buildCaller } from '../testing/build-caller.ts';
import { buildPattern } from '../testing/build-pattern.ts';
import { createTestEngine, type TestEngine } from '../testing/create-test-engine.ts';
import { SEARCH_MODES } from './rank.ts';
import { type SearchPatternsInput, type SearchPatternsResult, searchPatterns } from './search-patterns.ts';

const ann = buildCaller({ agentId: 'ann' });

const engines: TestEngine[] = [];
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.indexer.close();
});

const engineWith = async (patterns: readonly Pattern[]): Promise<TestEngine> => {
  const engine = await createTestEngine({ patterns });
  engines.push(engine);
  return engine;
};

const say = (id: string, patternData: JsonObject, changes: Partial<Pattern> = {}): Pattern =>
  buildPattern({ id, patternData, ...changes });

const search = (engine: TestEngine, input: Partial<SearchPatternsInput>): Promise<SearchPatternsResult> =>
  searchPatterns(engine, ann, {
    mode: 'LEXICAL',
    versions: 'heads',
    pageSize: 0,
    pageToken: '',
    contentBytes: undefined,
    ...input,
  });

const idsOf = (result: SearchPatternsResult): string[] => result.hits.map(({ pattern }) => pattern.id);

describe('a text is found', () => {
  test('at any depth of the data [search.whole-body]', async () => {
    let data: JsonObject = { note: 'the zeppelin is moored' };
    for (let depth = 1; depth < 10; depth += 1) data = { inner: [data] };
    const engine = await engineWith([say('deep', data), say('other', { description: 'something else' })]);
    for (const mode of ['LEXICAL', 'HYBRID'] as const) {
      expect(idsOf(await search(engine, { query: 'zeppelin', mode }))[0]).toBe('deep');
    }
  });

  test('in the parts of a name, and in a category [search.name-and-category]', async () => {
    const engine = await engineWith([
      say('snake', {}, { patternName: 'database_connection_pooling' }),
      say('kebab', {}, { patternName: 'retry-with-jitter', category: 'fault-tolerance' }),
    ]);
    expect(idsOf(await search(engine, { query: 'connection pooling' }))).toEqual(['snake']);
    expect(idsOf(await search(engine, { query: 'jitter' }))).toEqual(['kebab']);
    expect(idsOf(await search(engine, { query: 'tolerance' }))).toEqual(['kebab']);
  });

  test('by a part of it in scripts without spaces [search.any-script]', async () => {
    const engine = await engineWith([
      say('ja', { description: '日本語の全文検索を作る' }),
      say('zh', { description: '如何优化数据库查询' }),
      say('th', { description: 'การค้นหาข้อความภาษาไทย' }),
    ]);
    expect(idsOf(await search(engine, { query: '全文検索' }))).toEqual(['ja']);
    expect(idsOf(await search(engine, { query: '数据库' }))).toEqual(['zh']);
    expect(idsOf(await search(engine, { query: 'ข้อความ' }))).toEqual(['th']);
  });

  test('200 KiB into it, and its sentence is quoted [search.passages]', async () => {
    const body = `${'Filler words stand here. '.repeat(8_300)}The zeppelin must be moored at dusk.`;
    const engine = await engineWith([say('long', { body }), say('other', { description: 'at dusk' })]);
    const { hits } = await search(engine, { query: 'zeppelin moored' });
    expect(body.length).toBeGreaterThan(200 * 1024);
    expect(hits[0]).toMatchObject({ pattern: { id: 'long' }, passage: { source: 'body' } });
    expect(hits[0]?.passage?.text).toContain('The zeppelin must be moored at dusk.');
  });

  test('by meaning as soon as its write says so [search.read-your-writes-meaning]', async () => {
    const engine = await engineWith([]);
    const input = { patternName: 'mooring', category: 'airships', patternData: { description: 'moor the zeppelin' } };
    const { pattern, searchable } = await createPattern(engine, ann, input);
    expect(searchable.byMeaning).toBe(true);
    expect(idsOf(await search(engine, { query: 'zeppelin', mode: 'SEMANTIC' }))).toEqual([pattern.id]);
  });
});

describe('the numbers of a hit', () => {
  test('are places and shares, and no raw score of the index [search.no-raw-scores]', async () => {
    const engine = await engineWith([say('a', { description: 'alpha beta' }), say('b', { description: 'alpha' })]);
    const told = 'id lineageId cosine lexical fused similarity denseRank lexicalRank tier'.split(' ');
    for (const mode of SEARCH_MODES) {
      for (const { rank } of (await search(engine, { query: 'alpha beta', mode })).hits) {
        expect(told).toEqual(expect.arrayContaining(Object.keys(rank ?? {})));
        expect(rank?.lexical).toBeGreaterThanOrEqual(0);
        expect(rank?.lexical).toBeLessThanOrEqual(1);
      }
    }
  });

  test('are not changed by any other pattern with the same words [search.lexical-similarity-fixed]', async () => {
    const asked = say('asked', { description: 'moor the zeppelin at dusk' }, { category: 'asked' });
    const others = Array.from({ length: 1_000 }, (_, index) =>
      say(`o${index}`, { description: 'zeppelin dusk zeppelin' }, { agentId: index % 2 === 0 ? 'ann' : 'bob' }),
    );
    const [alone, among] = await Promise.all(
      [[asked], [asked, ...others]].map(async (patterns) =>
        search(await engineWith(patterns), { query: 'zeppelin dusk', category: 'asked' }),
      ),
    );
    expect(alone?.hits[0]?.rank?.similarity).toBeGreaterThan(0);
    expect(among?.hits[0]?.rank?.similarity).toBe(alone?.hits[0]?.rank?.similarity);
  });
});

test('a search ranks at most 1,000 patterns, and its pages end there [search.pool]', async () => {
  const engine = await engineWith(Array.from({ length: 1_500 }, (_, index) => say(`p${index}`, { a: 'zebra' })));
  const ids: string[] = [];
  let pageToken = '';
  do {
    const page = await search(engine, { query: 'zebra', pageSize: 200, pageToken });
    ids.push(...idsOf(page));
    pageToken = page.nextPageToken;
  } while (pageToken !== '');
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBeGreaterThan(200);
  expect(ids.length).toBeLessThanOrEqual(1_000);
});

test('a search and an application leave the time of the last use as it was [usage.last-used-at]', async () => {
  const engine = await engineWith([say('a', { description: 'feed the cats' })]);
  const before = engine.unitOfWork.committed().patterns.get('a');
  engine.clock.advance(1_000);
  await search(engine, { query: 'cats' });
  await applyPattern(engine, ann, { patternQuery: 'feed the cats', context: '', excludeIds: [], minSimilarity: 0 });
  expect(engine.unitOfWork.committed().patterns.get('a')).toEqual(before);
});
