import { AccessLevel, EmbedderState, PatternStatus } from '@tmws/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { refusalOf } from '../../testing/refusal-of.ts';
import { type Clients, startTestCore, type TestCore } from '../../testing/start-test-core.ts';
import { waitUntil } from '../../testing/wait-until.ts';

let core: TestCore;
let ann: Clients;
let bob: Clients;

const PATTERNS = [
  ['query-plans', 'database', 'Read the query plan of a slow SQL statement and add the index that it lacks.'],
  ['index-advice', 'database', 'Find which index makes a slow SQL query fast, by its query plan.'],
  ['sourdough', 'baking', 'Feed a sourdough starter twice a day and bake when it has doubled.'],
] as const;

const ids = new Map<string, string>();

beforeAll(async () => {
  core = await startTestCore();
  ann = core.as('ann');
  bob = core.as('bob');
  await waitUntil(async () => (await ann.admin.getStatus({})).embedder?.state === EmbedderState.READY);
  for (const [patternName, category, description] of PATTERNS) {
    const { pattern } = await ann.patterns.createPattern({
      patternName,
      category,
      patternData: { description },
      accessLevel: AccessLevel.TEAM,
    });
    ids.set(patternName, pattern?.id ?? '');
  }
  await ann.patterns.createPattern({ patternName: 'private', category: 'database', patternData: { a: 'b' } });
  await waitUntil(async () => (await ann.admin.getStatus({})).pendingEmbeddings === 0);
});
afterAll(() => core[Symbol.asyncDispose]());

test('an agent without history gets what it may read, each with terms that add up [recommend.fresh-agent, recommend.returns]', async () => {
  const { recommendations, message, degraded } = await bob.insight.recommendPatterns({});
  expect(recommendations.map(({ pattern }) => pattern?.patternName).toSorted()).toEqual(
    PATTERNS.map(([name]) => name).toSorted(),
  );
  for (const one of recommendations) {
    const sum = one.successTerm + one.usageTerm + one.confidenceTerm + one.similarityBoost + one.contextBoost;
    expect(one.score).toBeCloseTo(sum, 9);
    expect(one).toMatchObject({ similarityBoost: 0, contextBoost: 0, failedForAgent: false });
    expect(one.similarPatternId).toBeUndefined();
    expect(one.pattern?.patternData).toBeUndefined();
  }
  expect([message, degraded]).toEqual(['3 patterns are recommended.', false]);
});

test('what an agent works on, and what has served it, raise the right pattern [recommend.context-boost, recommend.similarity-boost]', async () => {
  const first = async (request: object) => (await bob.insight.recommendPatterns(request)).recommendations[0];
  const baking = await first({ contextData: { task: 'bake a loaf with my sourdough starter' } });
  expect(baking?.pattern?.patternName).toBe('sourdough');
  expect(baking?.contextBoost).toBeGreaterThan(0.1);
  await bob.usage.recordUsage({ patternId: ids.get('query-plans') ?? '', success: true });
  const { recommendations } = await bob.insight.recommendPatterns({});
  const boosts = new Map(recommendations.map((one) => [one.pattern?.patternName, one]));
  expect(boosts.get('index-advice')).toMatchObject({ similarPatternId: ids.get('query-plans') });
  expect(boosts.get('index-advice')?.similarityBoost).toBeGreaterThan(boosts.get('sourdough')?.similarityBoost ?? 1);
  expect((await ann.insight.recommendPatterns({})).recommendations[0]?.similarityBoost).toBe(0);
});

test('a category narrows them, pages go on, and another agent may not be named [recommend.category, recommend.parameters]', async () => {
  const names = async (request: object) =>
    (await bob.insight.recommendPatterns(request)).recommendations.map(({ pattern }) => pattern?.patternName);
  expect((await names({ category: 'database' })).toSorted()).toEqual(['index-advice', 'query-plans']);
  const page = await bob.insight.recommendPatterns({ pageSize: 2 });
  expect(page.recommendations).toHaveLength(2);
  const rest = await bob.insight.recommendPatterns({ pageSize: 2, pageToken: page.nextPageToken });
  expect([rest.recommendations.length, rest.nextPageToken]).toEqual([1, '']);
  const refused = await refusalOf((options) => ann.insight.recommendPatterns({ agentId: 'bob' }, options));
  expect(refused).toMatchObject({ reason: 'ACTING_FOR_OTHER_DENIED' });
});

test('looking is no use, whichever way it is done [usage.search-not-use]', async () => {
  const patternId = ids.get('sourdough') ?? '';
  for (let count = 0; count < 20; count += 1) {
    await Promise.all([
      bob.patterns.searchPatterns({ queryText: 'sourdough' }),
      bob.patterns.getPattern({ patternId }),
      bob.insight.recommendPatterns({ contextData: { task: 'sourdough' } }),
      bob.learning.applyPattern({ patternQuery: 'sourdough', minSimilarity: 0 }),
    ]);
  }
  const { pattern } = await bob.patterns.getPattern({ patternId });
  expect([pattern?.usageCount, pattern?.lastUsedAt]).toEqual([0, undefined]);
});

test('of a lineage the highest ACTIVE version is recommended, or none [recommend.lineage]', async () => {
  const category = 'lineage';
  const { pattern } = await ann.patterns.createPattern({
    patternName: 'grown',
    category,
    patternData: { description: 'first' },
    accessLevel: AccessLevel.TEAM,
  });
  const versionIds = [pattern?.id ?? ''];
  for (const newVersion of ['1.1.0', '2.0.0']) {
    const patternId = versionIds.at(-1) ?? '';
    const made = await ann.versions.createVersion({ patternId, newVersion, patternData: { description: newVersion } });
    versionIds.push(made.pattern?.id ?? '');
  }
  const recommended = async () =>
    (await bob.insight.recommendPatterns({ category })).recommendations.map((one) => one.pattern?.version);
  expect(await recommended()).toEqual(['2.0.0']);
  for (const [patternId, next] of [
    [versionIds[2], ['1.1.0']],
    [versionIds[1], ['1.0.0']],
    [versionIds[0], []],
  ] as const) {
    await ann.patterns.updatePattern({ patternId: patternId ?? '', status: PatternStatus.DEPRECATED });
    expect(await recommended()).toEqual(next);
  }
});

test('drafts, deprecated and retired patterns are not recommended, the own ones neither [recommend.candidates]', async () => {
  const category = 'life';
  for (const status of [PatternStatus.ACTIVE, PatternStatus.DRAFT, PatternStatus.DEPRECATED, PatternStatus.RETIRED]) {
    const patternName = `of status ${status}`;
    const { pattern } = await bob.patterns.createPattern({ patternName, category, patternData: { a: 'b' } });
    if (status !== PatternStatus.ACTIVE) await bob.patterns.updatePattern({ patternId: pattern?.id ?? '', status });
  }
  const { recommendations } = await bob.insight.recommendPatterns({ category });
  expect(recommendations.map(({ pattern }) => pattern?.status)).toEqual([PatternStatus.ACTIVE]);
});
