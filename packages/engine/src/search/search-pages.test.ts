import type { Caller, JsonObject, Pattern } from '@tmws/domain';
import { afterEach, describe, expect, test } from 'vitest';
import { buildCaller } from '../testing/build-caller.ts';
import { buildPattern } from '../testing/build-pattern.ts';
import { createTestEngine, type TestEngine } from '../testing/create-test-engine.ts';
import { type SearchPatternsInput, type SearchPatternsResult, searchPatterns } from './search-patterns.ts';

const ann = buildCaller({ agentId: 'ann' });
const bob = buildCaller({ agentId: 'bob' });

const engines: TestEngine[] = [];
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.indexer.close();
});

/** An engine that holds and has indexed the given patterns. */
const engineWith = async (patterns: readonly Pattern[]): Promise<TestEngine> => {
  const engine = await createTestEngine({ patterns });
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

const allPages = async (engine: TestEngine, input: Parameters<typeof search>[1]): Promise<string[]> => {
  const ids: string[] = [];
  let pageToken = '';
  do {
    const page = await search(engine, { ...input, pageToken });
    ids.push(...idsOf(page));
    pageToken = page.nextPageToken;
  } while (pageToken !== '');
  return ids;
};

describe('the pages of a search', () => {
  const many = (count: number): Pattern[] =>
    Array.from({ length: count }, (_, index) =>
      say(`p${index}`, `zebra ${'stripe '.repeat(index % 17)} number${index}`, {
        status: index % 3 === 0 ? 'DEPRECATED' : 'ACTIVE',
      }),
    );

  test('give every hit once, whatever their size [search.page-token]', async () => {
    const engine = await engineWith(many(230));
    for (const [pageSize, mode] of [
      [10, 'HYBRID'],
      [50, 'HYBRID'],
      [70, 'LEXICAL'],
      [200, 'SEMANTIC'],
    ] as const) {
      const ids = await allPages(engine, { query: 'zebra stripe', pageSize, mode });
      expect([pageSize, new Set(ids).size, ids.length]).toEqual([pageSize, 230, 230]);
    }
  });

  test('end early where their content is large, and go on [search.view-full]', async () => {
    const big: JsonObject = { description: 'zebra', body: 'x'.repeat(1_000) };
    const engine = await engineWith(
      Array.from({ length: 12 }, (_, index) => say(`p${index}`, '', { patternData: big })),
    );
    const first = await search(engine, { query: 'zebra', contentBytes: 3_500 });
    expect(first.hits).toHaveLength(3);
    expect(await allPages(engine, { query: 'zebra', contentBytes: 3_500 })).toHaveLength(12);
    expect((await search(engine, { query: 'zebra', contentBytes: 1 })).hits).toHaveLength(1);
  });

  test('count bytes, of which some characters have three [search.view-full]', async () => {
    const patternData: JsonObject = { description: 'zebra', body: '字'.repeat(1_000) };
    const engine = await engineWith(Array.from({ length: 4 }, (_, index) => say(`p${index}`, '', { patternData })));
    expect((await search(engine, { query: 'zebra', contentBytes: 3_500 })).hits).toHaveLength(1);
  });

  test('belong to one caller and one set of parameters [search.page-token-bound]', async () => {
    const engine = await engineWith(many(20).map((pattern) => ({ ...pattern, accessLevel: 'PUBLIC' as const })));
    const { nextPageToken: pageToken } = await search(engine, { query: 'zebra', pageSize: 5 });
    expect(pageToken).not.toBe('');
    const refusal = { reason: 'PAGE_TOKEN_INVALID' };
    await expect(search(engine, { query: 'horse', pageSize: 5, pageToken })).rejects.toMatchObject(refusal);
    await expect(search(engine, { query: 'zebra', pageSize: 5, category: 'x', pageToken })).rejects.toMatchObject(
      refusal,
    );
    await expect(search(engine, { query: 'zebra', pageSize: 5, caller: bob, pageToken })).rejects.toMatchObject(
      refusal,
    );
    await expect(search(engine, { query: 'zebra', pageSize: 5, pageToken: `${pageToken}x` })).rejects.toMatchObject(
      refusal,
    );
  });
});

describe('the limits of a search', () => {
  test.each([-1, 201])('a page of %d is refused', async (pageSize) => {
    const engine = await engineWith([]);
    await expect(search(engine, { pageSize })).rejects.toMatchObject({ reason: 'INVALID_FIELD' });
  });

  test('a query of 16 KiB is taken and a longer one refused', async () => {
    const engine = await engineWith([]);
    await search(engine, { query: 'x'.repeat(16 * 1024) });
    await expect(search(engine, { query: '字'.repeat(6_000) })).rejects.toMatchObject({
      violations: [{ field: 'query_text' }],
    });
  });
});

test('a search without a query gives every pattern once over its pages [search.page-token]', async () => {
  const engine = await engineWith(Array.from({ length: 35 }, (_, index) => say(`p${index}`, 'x')));
  const ids = await allPages(engine, { pageSize: 10 });
  expect([ids.length, new Set(ids).size]).toEqual([35, 35]);
});
