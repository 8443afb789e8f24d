import type { Pattern } from '@tmws/domain';
import { afterEach, describe, expect, test } from 'vitest';
import { buildCaller } from '../testing/build-caller.ts';
import { buildPattern } from '../testing/build-pattern.ts';
import { createTestEngine, type TestEngine } from '../testing/create-test-engine.ts';
import { createStubEmbedder } from '../testing/stub-embedder.ts';
import { recordUsage } from '../usage/record-usage.ts';
import { type RecommendPatternsInput, recommendPatterns } from './recommend-patterns.ts';

const ann = buildCaller({ agentId: 'ann' });
const bob = buildCaller({ agentId: 'bob' });
/** Reads no more than what is public. */
const stranger = buildCaller({ agentId: 'eve', namespace: 'team-z', memberships: [] });

const engines: TestEngine[] = [];
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.indexer.close();
});

const say = (id: string, description: string, changes: Partial<Pattern> = {}): Pattern =>
  buildPattern({ id, patternName: id, accessLevel: 'TEAM', agentId: 'ann', patternData: { description }, ...changes });

const setUp = async (patterns: readonly Pattern[], embedder = createStubEmbedder()) => {
  const engine = await createTestEngine({ patterns, embedder });
  engines.push(engine);
  const recommend = async (input: Partial<RecommendPatternsInput> = {}, caller = bob) =>
    recommendPatterns(engine, caller, { pageSize: 0, pageToken: '', ...input });
  const ids = async (input: Partial<RecommendPatternsInput> = {}, caller = bob) =>
    (await recommend(input, caller)).recommendations.map(({ pattern }) => pattern.id);
  const use = async (patternId: string, outcomes: readonly (boolean | undefined)[], caller = bob) => {
    for (const success of outcomes) {
      await recordUsage(engine, caller, { patternId, success });
      engine.clock.advance(1_000);
    }
  };
  return { engine, recommend, ids, use };
};

describe('what is recommended', () => {
  test('is what the caller may read and is ACTIVE, its own included [recommend.candidates]', async () => {
    const { ids } = await setUp([
      say('own', 'a', { agentId: 'bob', accessLevel: 'PRIVATE' }),
      say('team', 'b'),
      say('secret', 'c', { accessLevel: 'PRIVATE' }),
      say('own-draft', 'd', { agentId: 'bob', status: 'DRAFT' }),
      say('deprecated', 'e', { status: 'DEPRECATED' }),
      say('retired', 'f', { status: 'RETIRED' }),
    ]);
    expect((await ids()).toSorted()).toEqual(['own', 'team']);
  });

  test('is of a lineage its head alone, and nothing where that is not ACTIVE [recommend.lineage]', async () => {
    const { ids } = await setUp([
      say('old', 'a', { lineageId: 'l', isHead: false }),
      say('new', 'a', { lineageId: 'l', version: '2.0.0' }),
      say('gone', 'b', { lineageId: 'm', status: 'DEPRECATED', isHead: true }),
    ]);
    expect(await ids()).toEqual(['new']);
  });

  test('is narrowed by category and namespace [recommend.category]', async () => {
    const { ids } = await setUp([
      say('a', 'x', { category: 'security' }),
      say('b', 'x', { category: 'security', namespace: 'team-b', agentId: 'bob' }),
      say('c', 'x', { category: 'Security' }),
    ]);
    expect((await ids({ category: 'security' })).toSorted()).toEqual(['a', 'b']);
    expect(await ids({ category: 'security', namespace: 'team-b' })).toEqual(['b']);
    expect((await ids({ category: '', namespace: '' })).length).toBe(3);
  });

  test('are at most ten where no number is given, else as many as are asked for, in pages [recommend.parameters]', async () => {
    const { recommend, ids } = await setUp(Array.from({ length: 23 }, (_, index) => say(`p${index}`, 'x')));
    expect(await ids()).toHaveLength(10);
    expect(await ids({ pageSize: 5 })).toHaveLength(5);
    const seen: string[] = [];
    let pageToken = '';
    do {
      const page = await recommend({ pageToken });
      seen.push(...page.recommendations.map(({ pattern }) => pattern.id));
      pageToken = page.nextPageToken;
    } while (pageToken !== '');
    expect(new Set(seen).size).toBe(23);
    await expect(recommend({ pageSize: 201 })).rejects.toMatchObject({ reason: 'INVALID_FIELD' });
  });

  test('is there for an agent without history, without a boost [recommend.fresh-agent]', async () => {
    const { recommend } = await setUp([say('a', 'alpha beta')]);
    const { recommendations, degraded } = await recommend();
    expect(recommendations).toMatchObject([
      { terms: { similarityBoost: 0, contextBoost: 0 }, similarPatternId: undefined, failedForAgent: false },
    ]);
    expect(degraded).toBeUndefined();
  });

  test('is nothing where nothing may be read, and counts as no use [usage.search-not-use]', async () => {
    const { engine, ids } = await setUp([say('a', 'alpha')]);
    expect(await ids({}, stranger)).toEqual([]);
    const before = engine.unitOfWork.committed().patterns.get('a')?.usage;
    await ids();
    expect(engine.unitOfWork.committed().patterns.get('a')?.usage).toEqual(before);
  });

  test('is for the caller alone, whoever asks', async () => {
    const { recommend } = await setUp([]);
    const admin = buildCaller({ agentId: 'root', systemAdmin: true });
    await expect(recommend({ agentId: 'bob' }, admin)).rejects.toMatchObject({ reason: 'ACTING_FOR_OTHER_DENIED' });
    expect((await recommend({ agentId: 'bob' }, bob)).recommendations).toEqual([]);
    const large = { contextData: { text: 'x'.repeat(65_536) } };
    await expect(recommend(large)).rejects.toMatchObject({ violations: [{ field: 'context_data' }] });
  });
});

describe('the order of recommendations', () => {
  test('is that of the score, which is the sum of the terms shown [recommend.returns, recommend.formula]', async () => {
    const { recommend, use } = await setUp([
      say('used', 'alpha beta'),
      say('like', 'alpha gamma', { confidencePrior: 0.4 }),
      say('other', 'delta epsilon', { confidencePrior: 0.7 }),
    ]);
    await use('used', [true, true, undefined]);
    const { recommendations } = await recommend({
      contextData: { task: 'epsilon', nested: [{ files: ['gamma.ts'] }] },
    });
    const scores = recommendations.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    for (const { score, terms } of recommendations) {
      const sum = Object.values(terms).reduce((total, term) => total + term, 0);
      expect(score).toBeCloseTo(sum, 9);
      expect(Math.max(terms.similarityBoost, terms.contextBoost)).toBeLessThanOrEqual(0.2);
      expect(terms.contextBoost).toBeGreaterThan(0);
    }
  });

  test('puts last what failed the agent more often than not and the last time, whatever its score [recommend.failed-last]', async () => {
    const { recommend, use } = await setUp([
      say('fails', 'a', { confidencePrior: 1 }),
      say('recovers', 'b', { confidencePrior: 1 }),
      say('poor', 'c', { confidencePrior: 0 }),
    ]);
    await use(
      'fails',
      Array.from({ length: 40 }, () => true),
      ann,
    );
    await use('fails', [true, false, false]);
    await use('recovers', [true, true, false]);
    const { recommendations } = await recommend();
    expect(recommendations.map(({ pattern, failedForAgent }) => [pattern.id, failedForAgent])).toEqual([
      ['recovers', false],
      ['poor', false],
      ['fails', true],
    ]);
    expect(recommendations[2]?.score).toBeGreaterThan(recommendations[1]?.score ?? 9);
    const forAnn = await recommend({}, ann);
    expect(forAnn.recommendations[0]).toMatchObject({ pattern: { id: 'fails' }, failedForAgent: false });
  });
});

describe('the boost of similarity', () => {
  test('is 0.2 of similarity times own success rate, and names the used pattern [recommend.similarity-boost]', async () => {
    const { recommend, use } = await setUp([
      say('used', 'alpha beta gamma'),
      say('like', 'alpha beta gamma'),
      say('unlike', 'delta epsilon zeta'),
    ]);
    const boosts = async (caller = bob) => {
      const { recommendations } = await recommend({}, caller);
      return new Map(
        recommendations.map(({ pattern, terms, ...rest }) => [pattern.id, { ...terms, ...rest }] as const),
      );
    };
    expect((await boosts()).get('like')?.similarityBoost).toBe(0);
    await use('used', [true]);
    const one = await boosts();
    const like = one.get('like');
    expect(like?.similarPatternId).toBe('used');
    expect(like?.similarityBoost).toBeGreaterThan(one.get('unlike')?.similarityBoost ?? 1);
    expect(like?.similarityBoost).toBeLessThanOrEqual(0.2);
    await use('used', [false]);
    expect((await boosts()).get('like')?.similarityBoost).toBeCloseTo((like?.similarityBoost ?? 0) / 2, 9);
    expect((await boosts(ann)).get('like')?.similarityBoost).toBe(0);
  });

  test('takes nothing from a pattern that the agent may no longer read, or that only failed', async () => {
    const { engine, recommend, use } = await setUp([
      say('used', 'alpha'),
      say('like', 'alpha'),
      say('failed', 'alpha'),
    ]);
    await use('used', [true]);
    await use('failed', [false]);
    await engine.unitOfWork.write(async ({ patterns }) => {
      const pattern = await patterns.find('used');
      if (pattern === undefined) throw new Error('It was there.');
      const author = { agentId: 'ann', actingFor: undefined, reason: undefined };
      await patterns.update({ ...pattern, accessLevel: 'PRIVATE', revision: 2 }, author);
    });
    const { recommendations } = await recommend();
    expect(recommendations.map(({ terms }) => terms.similarityBoost)).toEqual([0, 0]);
  });

  test('follows a pattern whose text has changed', async () => {
    const { engine, recommend, use } = await setUp([say('used', 'alpha beta'), say('like', 'delta epsilon')]);
    await use('used', [true]);
    const boost = async () =>
      (await recommend()).recommendations.find(({ pattern }) => pattern.id === 'like')?.terms.similarityBoost ?? 0;
    const before = await boost();
    await engine.unitOfWork.write(async ({ patterns, outbox }) => {
      const pattern = await patterns.find('like');
      if (pattern === undefined) throw new Error('It was there.');
      const author = { agentId: 'ann', actingFor: undefined, reason: undefined };
      await patterns.update({ ...pattern, patternData: { description: 'alpha beta' }, revision: 2 }, author);
      await outbox.add(['like'], engine.clock.now());
    });
    await engine.indexer.settle(['like']);
    await engine.indexer.idle();
    expect(await boost()).toBeGreaterThan(before);
  });
});

describe('the boost of context', () => {
  test('raises the pattern that the context is about [recommend.context-boost]', async () => {
    const { recommend, ids } = await setUp([
      say('cats', 'feed cats', { confidencePrior: 0.5 }),
      say('dogs', 'walk dogs', { confidencePrior: 0.55 }),
    ]);
    expect(await ids()).toEqual(['dogs', 'cats']);
    expect(await ids({ contextData: { task: 'feed cats' } })).toEqual(['cats', 'dogs']);
    for (const contextData of [{}, { count: 3, flags: [true, null], text: ' ' }]) {
      const { recommendations } = await recommend({ contextData });
      expect(recommendations.map(({ terms }) => terms.contextBoost)).toEqual([0, 0]);
    }
  });

  test('is by words while the embedder is away, and says so', async () => {
    const { engine, recommend } = await setUp([say('cats', 'feed cats'), say('dogs', 'walk dogs')]);
    engine.embedder.setState({ kind: 'unavailable', reason: 'Gone. Start it again.' });
    const { recommendations, degraded } = await recommend({ contextData: { task: 'feed cats' } });
    expect(degraded).toBe('Gone. Start it again.');
    expect(recommendations[0]).toMatchObject({ pattern: { id: 'cats' } });
    expect((await recommend()).degraded).toBeUndefined();
  });
});

describe('recommendations from more patterns than are ranked', () => {
  /** All alike by their own records, so that nothing but the boosts can tell them apart. */
  const crowd = Array.from({ length: 450 }, (_, index) => say(`p${String(index).padStart(3, '0')}`, `number ${index}`));

  test('hold what is like the history and what the context is about', async () => {
    const { ids, use } = await setUp([
      ...crowd,
      say('used', 'alpha beta gamma', { status: 'DEPRECATED' }),
      say('z-like', 'alpha beta gamma'),
      say('z-context', 'feed cats'),
    ]);
    expect(await ids({ pageSize: 200 })).not.toContain('z-like');
    await use('used', [true]);
    const [first, second] = await ids({ contextData: { task: 'feed cats' } });
    expect([first, second].toSorted()).toEqual(['z-context', 'z-like']);
  });
});

test('a damaged index gives recommendations without likeness, and says so', async () => {
  const { engine, recommend, use } = await setUp([say('a', 'alpha'), say('b', 'alpha')]);
  await use('a', [true]);
  engine.index.damage('A file is lost. It is rebuilt.');
  const { recommendations, degraded } = await recommend();
  expect(recommendations.map(({ terms }) => terms.similarityBoost)).toEqual([0, 0]);
  expect(degraded).toMatch(/rebuilt/);
});
