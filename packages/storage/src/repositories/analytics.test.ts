import { all, type Pattern, staleBefore, utcDayText } from '@tmws/domain';
import { describe, expect, test } from 'vitest';
import { analyticsWorld, NOON, outcomes } from '../testing/analytics-world.ts';

const DAY = 86_400_000;
const daysAgo = (days: number): Date => new Date(NOON.getTime() - days * DAY);
const names = (patterns: readonly { readonly patternName: string }[]): readonly string[] =>
  patterns.map((pattern) => pattern.patternName);

describe('Totals', () => {
  test('of an empty store are 0, its lists empty, its health unknown [analytics.empty]', async () => {
    await using world = await analyticsWorld();
    const answer = await world.ask('alice');
    expect(answer.summary).toMatchObject({
      totalPatterns: 0,
      totalApplications: 0,
      averageSuccess: 0,
      health: 'unknown',
    });
    const { topPatterns, mostApplied, leastApplied, highValue, toReview, knowledgeGaps, comparisons, regressions } =
      answer;
    const lists = [
      topPatterns,
      mostApplied,
      leastApplied,
      highValue,
      toReview,
      knowledgeGaps,
      comparisons,
      regressions,
    ];
    expect(lists.flat()).toEqual([]);
    expect(answer.window).toEqual({ days: 30, applications: 0, averageSuccess: 0 });
    expect(answer.dailyUsage).toHaveLength(30);
  });

  test('count readable patterns that are not deleted, exactly, and by category too [analytics.total-patterns, analytics.category-distribution, access.aggregates-readable-only]', async () => {
    await using world = await analyticsWorld();
    const own = Array.from({ length: 1_500 }, (_, index) => ({ category: `category ${index % 7}` }));
    const hidden = { agentId: 'bob', category: 'hidden' } satisfies Partial<Pattern>;
    await world.add(...own, { deletedAt: NOON }, hidden, { ...hidden, accessLevel: 'PUBLIC', status: 'DRAFT' });
    const { summary } = await world.ask('alice');
    expect(summary.totalPatterns).toBe(1_500);
    expect([...summary.byCategory.values()].reduce((sum, count) => sum + count)).toBe(1_500);
    expect(summary.byCategory.has('hidden')).toBe(false);
  });

  test('of uses know those that were never used [analytics.unused]', async () => {
    await using world = await analyticsWorld();
    const [used] = await world.add({}, {}, {}, {});
    if (used !== undefined) await world.use(used, outcomes(0, 0, 7));
    const { summary } = await world.ask('alice');
    expect(summary).toMatchObject({ totalApplications: 7, applicationsPerPattern: 1.75, unusedPatterns: 3 });
  });

  test('are of all time, while days bound series, timeline and window [analytics.days-scope, analytics.window]', async () => {
    await using world = await analyticsWorld();
    const [old, recent] = await world.add({ createdAt: daysAgo(50), updatedAt: daysAgo(50) }, {});
    if (old === undefined || recent === undefined) throw new Error('Two patterns were to be stored.');
    await world.use(old, outcomes(2), 40);
    await world.use(recent, outcomes(1, 1, 1), 29);
    const answer = await world.ask('alice');
    expect(answer.summary.totalApplications).toBe(5);
    expect(answer.topPatterns.map((pattern) => pattern.applicationCount)).toEqual([3, 2]);
    expect(answer.window).toEqual({ days: 30, applications: 3, averageSuccess: 0.5 });
    expect(answer.timeline.reduce((sum, day) => sum + day.patternsCreated, 0)).toBe(1);
    const long = await world.ask('alice', { days: 60 });
    expect(long.window).toEqual({ days: 60, applications: 5, averageSuccess: 0.75 });
    expect(long.timeline.reduce((sum, day) => sum + day.patternsCreated, 0)).toBe(2);
  });
});

describe('Series', () => {
  test('have one entry for each UTC day, oldest first, days without use too [analytics.daily-usage, analytics.timeline]', async () => {
    await using world = await analyticsWorld();
    const [pattern] = await world.add({}, {}, { createdAt: daysAgo(2) });
    if (pattern === undefined) throw new Error('A pattern was to be stored.');
    await world.use(pattern, outcomes(2, 1, 1));
    await world.use(pattern, outcomes(1), 3);
    const { dailyUsage, timeline } = await world.ask('alice', { days: 5 });
    expect(dailyUsage.map(({ day, ...uses }) => [utcDayText(day), ...Object.values(uses)])).toEqual([
      ['2026-06-11', 0, 0, 0],
      ['2026-06-12', 1, 1, 0],
      ['2026-06-13', 0, 0, 0],
      ['2026-06-14', 0, 0, 0],
      ['2026-06-15', 4, 2, 1],
    ]);
    expect(timeline.map((entry) => entry.patternsCreated)).toEqual([0, 0, 1, 0, 2]);
  });
});

describe('Rankings', () => {
  test('name the ten most used with their numbers [analytics.top-patterns]', async () => {
    await using world = await analyticsWorld();
    const patterns = await world.add(...Array.from({ length: 12 }, () => ({ confidencePrior: 0.5 })));
    for (const [index, pattern] of patterns.entries()) await world.use(pattern, outcomes(index % 2, index));
    const { topPatterns } = await world.ask('alice');
    expect(topPatterns.map((pattern) => pattern.applicationCount)).toEqual([12, 10, 10, 8, 8, 6, 6, 4, 4, 2]);
    expect(topPatterns[0]).toMatchObject({
      id: patterns[11]?.id,
      patternName: patterns[11]?.patternName,
      successRate: 1 / 12,
      confidenceScore: 3.5 / 17,
    });
    const weak = topPatterns.filter((pattern) => pattern.successRate < 0.7 && pattern.applicationCount > 5);
    expect(weak).toHaveLength(7);
  });

  test('name as most and least applied five each of those used at all', async () => {
    await using world = await analyticsWorld();
    const patterns = await world.add(...Array.from({ length: 10 }, () => ({})));
    for (const [index, pattern] of patterns.slice(0, 7).entries()) await world.use(pattern, outcomes(index + 1));
    const { mostApplied, leastApplied } = await world.ask('alice');
    expect(mostApplied.map((pattern) => pattern.applicationCount)).toEqual([7, 6, 5, 4, 3]);
    expect(leastApplied.map((pattern) => pattern.applicationCount)).toEqual([1, 2, 3, 4, 5]);
  });

  test('advise what is used more than average with success, and what to review', async () => {
    await using world = await analyticsWorld();
    const [good, average, bad, tie] = await world.add(
      { patternName: 'good' },
      { patternName: 'average' },
      { patternName: 'bad' },
      { patternName: 'tie' },
    );
    if (!good || !average || !bad || !tie) throw new Error('Four patterns were to be stored.');
    await world.use(good, outcomes(9, 1));
    await world.use(average, outcomes(5));
    await world.use(bad, outcomes(0, 2, 1));
    await world.use(tie, outcomes(1, 1));
    const first = await world.ask('alice');
    expect([names(first.highValue), names(first.toReview)]).toEqual([['good'], []]);
    await world.use(bad, outcomes(1));
    const second = await world.ask('alice');
    expect(names(second.toReview)).toEqual(['bad']);
    expect(second.toReview[0]?.reason).toBe('1 of 3 outcomes good');
  });

  test('review a pattern that nobody used or changed for 180 days, whatever its success, as opportunities do [analytics.to-review-stale]', async () => {
    await using world = await analyticsWorld();
    const [pattern] = await world.add({ patternName: 'forgotten' }, { patternName: 'retired', status: 'RETIRED' });
    if (pattern === undefined) throw new Error('A pattern was to be stored.');
    await world.use(pattern, outcomes(5));
    world.clock.advance(179 * DAY);
    expect((await world.ask('alice')).toReview).toEqual([]);
    world.clock.advance(2 * DAY);
    const { toReview } = await world.ask('alice');
    expect(toReview.map(({ patternName, reason }) => [patternName, reason])).toEqual([
      ['forgotten', 'neither used nor changed for 181 days'],
    ]);
    const query = { where: all(), before: staleBefore(world.clock.now()), limit: 10 };
    const stale = await world.storage.read((store) => store.opportunities.stale(query));
    expect(names(stale.shown)).toEqual(names(toReview));
  });

  test('find an area with uses or notes and fewer than three patterns', async () => {
    await using world = await analyticsWorld();
    const [pattern] = await world.add({ category: 'two' }, { category: 'two' }, { category: 'quiet' });
    if (pattern === undefined) throw new Error('A pattern was to be stored.');
    await world.use(pattern, outcomes(1));
    const note = { content: 'x', tags: [], agentId: 'bob', createdAt: NOON };
    await world.storage.write(async (store) => {
      await store.experiences.insert({ ...note, id: 'e1', area: 'api_design', namespace: 'default' });
      await store.identity.provision('carol', 'elsewhere');
      await store.experiences.insert({ ...note, id: 'e2', area: 'hidden', namespace: 'elsewhere' });
    });
    expect((await world.ask('alice')).knowledgeGaps).toEqual(['api_design', 'two']);
    await world.add({ category: 'two' });
    expect((await world.ask('alice')).knowledgeGaps).toEqual(['api_design']);
  });
});

describe('Versions', () => {
  test('of a lineage stand side by side with their success rates [analytics.versions]', async () => {
    await using world = await analyticsWorld();
    const [old] = await world.add({ patternName: 'index_advice' });
    const family = {
      patternName: 'index_advice',
      lineageId: old?.id ?? '',
      parentPatternId: old?.id,
      version: '2.0.0',
    };
    const [next] = await world.add(family);
    if (old === undefined || next === undefined) throw new Error('Two versions were to be stored.');
    await world.use(old, outcomes(39, 11));
    await world.use(next, outcomes(19, 1));
    const { comparisons, regressions } = await world.ask('alice');
    expect(comparisons.map(({ versions }) => versions.map((entry) => [entry.version, entry.successRate]))).toEqual([
      [
        ['1.0.0', 0.78],
        ['2.0.0', 0.95],
      ],
    ]);
    expect(regressions).toEqual([]);
  });

  test('worse than their parents are regressions [version.regression]', async () => {
    await using world = await analyticsWorld();
    const [old] = await world.add({ patternName: 'cache_advice' });
    const family = { patternName: 'cache_advice', lineageId: old?.id ?? '', parentPatternId: old?.id };
    const [bad] = await world.add({ ...family, version: '2.0.0' });
    if (old === undefined || bad === undefined) throw new Error('Two versions were to be stored.');
    await world.use(old, outcomes(18, 2));
    await world.use(bad, outcomes(2, 7));
    expect((await world.ask('alice')).regressions).toEqual([]);
    await world.use(bad, outcomes(0, 1));
    const [regression] = (await world.ask('alice')).regressions;
    expect(regression).toMatchObject({ pattern: { id: bad.id }, parent: { id: old.id }, outcomeCount: 10 });
    expect(regression?.probabilityBetter).toBeLessThan(0.1);
  });
});

describe('Filters', () => {
  test('by owner, namespace and category narrow every part [analytics.filters]', async () => {
    await using world = await analyticsWorld();
    await world.storage.write((store) => store.identity.provision('alice', 'team'));
    const [one, two, three] = await world.add(
      { patternName: 'one', category: 'a', namespace: 'team' },
      { patternName: 'two', category: 'b' },
      { patternName: 'three', category: 'c', agentId: 'bob', accessLevel: 'PUBLIC' },
    );
    if (!one || !two || !three) throw new Error('Three patterns were to be stored.');
    for (const [pattern, count] of [
      [one, 3],
      [two, 4],
      [three, 5],
    ] as const) {
      await world.use(pattern, outcomes(0, count));
    }
    for (const [input, name, count] of [
      [{ namespace: 'team' }, 'one', 3],
      [{ category: 'b' }, 'two', 4],
      [{ agentId: 'bob' }, 'three', 5],
    ] as const) {
      const answer = await world.ask('alice', input);
      expect(answer.summary).toMatchObject({ totalPatterns: 1, totalApplications: count });
      expect([...answer.summary.byCategory.values()]).toEqual([1]);
      expect([names(answer.topPatterns), names(answer.leastApplied), names(answer.toReview)]).toEqual([
        [name],
        [name],
        [name],
      ]);
      expect(answer.window.applications).toBe(count);
      expect(answer.timeline.at(-1)?.patternsCreated).toBe(1);
      expect(answer.knowledgeGaps).toHaveLength(1);
    }
    expect((await world.ask('alice', { agentId: 'nobody' })).summary.totalPatterns).toBe(0);
  });
});
