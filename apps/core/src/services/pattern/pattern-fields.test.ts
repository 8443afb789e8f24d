import { AccessLevel, PatternStatus, PatternView, SearchMode } from '@tmws/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { refusalOf } from '../../testing/refusal-of.ts';
import { type Clients, clientsOf, startTestCore, type TestCore } from '../../testing/start-test-core.ts';

let core: TestCore;
let ann: Clients;

beforeAll(async () => {
  core = await startTestCore();
  ann = core.as('ann', 'team');
});

afterAll(() => core[Symbol.asyncDispose]());

const minimal = (patternName: string) => ({ patternName, category: 'c', patternData: { description: patternName } });

test('a pattern with every field is got back as it was answered [create.fields, create.returns-pattern, get.by-id, create.data-free-form]', async () => {
  const parent = await ann.patterns.createPattern(minimal('whole'));
  const given = {
    patternName: 'whole',
    category: 'database',
    subcategory: 'pools',
    patternData: {
      手順: ['開く', { 'a.b': null }],
      benchmark: { before: 2.5, after: -1, ok: true },
      empty: {},
      no: [],
    },
    agentId: 'ann',
    namespace: 'team',
    tags: ['a', 'b'],
    accessLevel: AccessLevel.PRIVATE,
    status: PatternStatus.DEPRECATED,
    learningWeight: 0,
    complexityScore: 1,
    version: '2.0.0',
    parentPatternId: parent.pattern?.id,
    serveAsSkill: true,
  };
  const created = await ann.patterns.createPattern({ ...given, sharedWithAgents: [], confidence: 0.9 });
  expect(created.pattern).toMatchObject({ ...given, usageCount: 0, successRate: 0, confidenceScore: 0.9 });
  expect(created.pattern?.id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  const got = await ann.patterns.getPattern({ patternId: created.pattern?.id ?? '' });
  expect(got.pattern).toEqual(created.pattern);
});

test('a name and version is taken for one owner in one namespace [create.unique-key]', async () => {
  const request = { ...minimal('unique'), version: '1.0.0' };
  await ann.patterns.createPattern(request);
  const refusal = await refusalOf((options) => ann.patterns.createPattern(request, options));
  expect(refusal).toMatchObject({ code: 'ALREADY_EXISTS' });
  for (const other of [core.as('bob', 'team'), core.as('ann', 'elsewhere')]) {
    const { pattern } = await other.patterns.createPattern(request);
    expect(pattern?.patternName).toBe('unique');
  }
});

test('a search takes no parameter at all, and all of them at once [search.parameters, search.mode-default, search.view-basic]', async () => {
  const { pattern } = await ann.patterns.createPattern({ ...minimal('zeppelin'), subcategory: 's', tags: ['t'] });
  expect((await ann.patterns.searchPatterns({})).hits.length).toBeGreaterThan(0);
  const plain = await ann.patterns.searchPatterns({ queryText: 'zeppelin' });
  expect(plain.mode === SearchMode.HYBRID || plain.degraded).toBe(true);
  expect(plain.hits.length).toBeGreaterThan(0);
  for (const hit of plain.hits) expect(hit.pattern?.patternData).toBeUndefined();
  const { hits, mode } = await ann.patterns.searchPatterns({
    queryText: 'zeppelin',
    category: 'c',
    subcategory: 's',
    namespace: 'team',
    accessLevels: [AccessLevel.PRIVATE],
    status: [PatternStatus.ACTIVE],
    owner: 'ann',
    tags: ['t'],
    minSuccessRate: 0,
    minUsageCount: 0,
    updatedAfter: new Date(0),
    mode: SearchMode.LEXICAL,
    view: PatternView.FULL,
    pageSize: 1,
    pageToken: '',
  });
  expect(mode).toBe(SearchMode.LEXICAL);
  expect(hits.map((hit) => hit.pattern?.id)).toEqual([pattern?.id]);
  expect(hits[0]?.pattern?.patternData).toEqual({ description: 'zeppelin' });
});

test('no page is larger than clients of gRPC take by default, however large its patterns are [grpc.message-size, search.view-full]', async () => {
  const large = core.as('large', 'large');
  const names = Array.from({ length: 20 }, (_, index) => `large ${index}`);
  for (const patternName of names) {
    const patternData = { description: 'bulky', text: 'x'.repeat(256 * 1024 - 40) };
    await large.patterns.createPattern({ patternName, category: 'c', patternData });
  }
  const found: string[] = [];
  for (let pageToken = '', page = 0; page === 0 || pageToken !== ''; page += 1) {
    const request = { queryText: 'bulky', mode: SearchMode.LEXICAL, view: PatternView.FULL, pageSize: 200, pageToken };
    const { hits, nextPageToken } = await large.patterns.searchPatterns(request);
    found.push(...hits.map(({ pattern }) => pattern?.patternName ?? ''));
    for (const { pattern } of hits) expect(pattern?.patternData?.description).toBe('bulky');
    pageToken = nextPageToken;
  }
  expect(found.toSorted()).toEqual(names.toSorted());
  expect((await large.patterns.listPatterns({ pageSize: 200 })).patterns).toHaveLength(20);
});

test('32 clients that use one pattern at the same time are all counted [usage.concurrent]', async () => {
  const patternId = (await ann.patterns.createPattern(minimal('popular'))).pattern?.id ?? '';
  const clients = Array.from({ length: 32 }, () => clientsOf(core.core.address, { 'x-tmws-agent': 'ann' }));
  await Promise.all(
    clients.map(async ({ usage, channel }) => {
      for (let use = 0; use < 25; use += 1) await usage.recordUsage({ patternId, success: true });
      channel.close();
    }),
  );
  expect((await ann.patterns.getPattern({ patternId })).pattern?.usageCount).toBe(800);
});

test('a version with a parent is made by CreatePattern under the rules of CreateVersion, and listed as one [create.parent]', async () => {
  const first = await ann.patterns.createPattern({ ...minimal('method-two'), accessLevel: AccessLevel.TEAM });
  const parentPatternId = first.pattern?.id ?? '';
  const request = { ...minimal('method-two'), parentPatternId };
  const third = await ann.patterns.createPattern({ ...request, version: '3.0.0' });
  expect(third.pattern).toMatchObject({ parentPatternId, accessLevel: AccessLevel.TEAM, usageCount: 0 });
  const { versions } = await ann.versions.listVersions({ patternId: parentPatternId });
  expect(versions.map(({ pattern }) => [pattern?.version, pattern?.parentPatternId])).toEqual([
    ['1.0.0', undefined],
    ['3.0.0', parentPatternId],
  ]);
  const refusals = [
    await refusalOf((options) => ann.patterns.createPattern({ ...request, version: '3.0.0' }, options)),
    await refusalOf((options) => ann.patterns.createPattern({ ...request, version: '0.9.0' }, options)),
    await refusalOf((options) => ann.patterns.createPattern({ ...request, version: '4.0.0', namespace: 'x' }, options)),
  ];
  expect(refusals.map(({ reason }) => reason)).toEqual(['VERSION_EXISTS', 'VERSION_NOT_GREATER', 'NOT_A_MEMBER']);
});
