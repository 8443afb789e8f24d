import { randomUUID } from 'node:crypto';
import { all, type Caller, isIn, readableBy, utcDayOf } from '@tmws/domain';
import type { RankingLimits } from '@tmws/engine';
import { describe, expect, test } from 'vitest';
import { samplePattern } from '../testing/sample-pattern.ts';
import { temporaryStorage } from '../testing/temporary-storage.ts';
import { ask, insert, NOW, use, used } from '../testing/used-patterns.ts';

const ALL = all();
const DAY = 86_400_000;
const daysAgo = (days: number): Date => new Date(NOW.getTime() - days * DAY);

const LIMITS: RankingLimits = {
  mostUsed: { limit: 10 },
  leastUsed: { limit: 5 },
  valuable: { moreThan: 6, above: 0.8, limit: 9 },
  failing: { below: 0.6, outcomes: 3, limit: 9 },
  forgotten: { before: daysAgo(180), limit: 9 },
};

const idsOf = (rows: readonly { readonly id: string }[]): readonly string[] => rows.map((row) => row.id);

describe('Sums by category', () => {
  test('count confidence on the side of the boundary that the domain sees [analytics.by-confidence]', async () => {
    await using world = await temporaryStorage();
    const priors = [0.8, 0.79, 0.6, 0.59, 1, 0];
    await insert(world.storage, ...priors.map((confidencePrior) => samplePattern({ confidencePrior })));
    const [sums] = await ask(world.storage, (rows) => rows.categories(ALL));
    expect(sums).toMatchObject({ patterns: 6, highConfidence: 2, mediumConfidence: 2, lowConfidence: 2, unused: 6 });
  });

  test('look at the success of patterns with outcomes alone [analytics.success-statistics]', async () => {
    await using world = await temporaryStorage();
    await insert(
      world.storage,
      samplePattern({ usage: used({ successCount: 1, failureCount: 1 }) }),
      samplePattern({ usage: used({ successCount: 4 }) }),
      samplePattern({ usage: used({ usageCount: 3 }) }),
      samplePattern({ category: 'other' }),
    );
    const sums = await ask(world.storage, (rows) => rows.categories(ALL));
    expect(sums.find((entry) => entry.category === 'testing')).toMatchObject({
      patterns: 3,
      applications: 9,
      unused: 0,
      rated: 2,
      rateSum: 1.5,
      rateSquareSum: 1.25,
      leastRate: 0.5,
      greatestRate: 1,
    });
    expect(sums.find((entry) => entry.category === 'other')).toMatchObject({ patterns: 1, unused: 1, rated: 0 });
  });

  test('are the same for more patterns than one statement looks at', async () => {
    await using world = await temporaryStorage();
    const patterns = Array.from({ length: 4_100 }, (_, index) =>
      samplePattern({
        category: index % 3 === 0 ? 'a' : 'b',
        usage: used({ usageCount: index }),
        createdAt: daysAgo(index % 2),
      }),
    );
    await insert(world.storage, ...patterns);
    const sums = await ask(world.storage, (rows) => rows.categories(ALL));
    expect(new Map(sums.map((entry) => [entry.category, entry.patterns]))).toEqual(
      new Map([
        ['a', 1_367],
        ['b', 2_733],
      ]),
    );
    expect(sums.reduce((sum, entry) => sum + entry.applications, 0)).toBe((4_100 * 4_099) / 2);
    const { mostUsed: top } = await ask(world.storage, (rows) => rows.rankings(ALL, LIMITS));
    expect(top.map((pattern) => pattern.usageCount)).toEqual(Array.from({ length: 10 }, (_, index) => 4_099 - index));
    const today = utcDayOf(NOW);
    const created = await ask(world.storage, (rows) => rows.createdByDay(ALL, { first: today - 1, last: today }));
    expect(new Map(created.map((entry) => [entry.day, entry.patternsCreated]))).toEqual(
      new Map([
        [today, 2_050],
        [today - 1, 2_050],
      ]),
    );
  });

  test('are the same for a lineage of more versions than one statement looks at', async () => {
    await using world = await temporaryStorage();
    const lineageId = randomUUID();
    const versions = Array.from({ length: 2_050 }, (_, index) =>
      samplePattern({ lineageId, patternName: 'many', version: `1.0.${index}` }),
    );
    await insert(world.storage, ...versions, samplePattern(), samplePattern());
    const [sums] = await ask(world.storage, (rows) => rows.categories(ALL));
    expect(sums?.patterns).toBe(2_052);
  });

  test('count what the condition passes and nothing else', async () => {
    await using world = await temporaryStorage();
    const bob: Caller = {
      agentId: 'bob',
      namespace: 'elsewhere',
      memberships: [{ namespace: 'elsewhere', role: 'member' }],
      scopes: ['read'],
      systemAdmin: false,
      credential: 'socket',
    };
    const hidden = { usage: used({ successCount: 1, failureCount: 9 }) };
    const shown = [
      samplePattern({ accessLevel: 'PUBLIC' }),
      samplePattern({ accessLevel: 'SHARED', sharedWithAgents: ['bob'] }),
      samplePattern({ agentId: 'bob' }),
    ];
    await insert(
      world.storage,
      ...shown,
      samplePattern(hidden),
      samplePattern({ ...hidden, accessLevel: 'TEAM' }),
      samplePattern({ ...hidden, accessLevel: 'SHARED', sharedWithAgents: ['carol'] }),
      samplePattern({ ...hidden, accessLevel: 'PUBLIC', status: 'DRAFT' }),
      samplePattern({ ...hidden, accessLevel: 'PUBLIC', deletedAt: NOW }),
    );
    const where = readableBy(bob);
    const [sums] = await ask(world.storage, (rows) => rows.categories(where));
    expect(sums).toMatchObject({ patterns: 3, applications: 0 });
    const { mostUsed: top, failing } = await ask(world.storage, (rows) => rows.rankings(where, LIMITS));
    expect(new Set(idsOf(top))).toEqual(new Set(idsOf(shown)));
    expect(failing).toEqual([]);
  });
});

describe('Rankings', () => {
  test('put the most and the least used first, and the least used leave out unused ones [analytics.most-least-applied]', async () => {
    await using world = await temporaryStorage();
    const patterns = [3, 0, 7, 1, 0, 5, 2, 0, 6, 4].map((usageCount) => samplePattern({ usage: used({ usageCount }) }));
    await insert(world.storage, ...patterns);
    const { mostUsed: most, leastUsed: least } = await ask(world.storage, (rows) =>
      rows.rankings(ALL, { ...LIMITS, mostUsed: { limit: 5 } }),
    );
    expect(most.map((pattern) => pattern.usageCount)).toEqual([7, 6, 5, 4, 3]);
    expect(least.map((pattern) => pattern.usageCount)).toEqual([1, 2, 3, 4, 5]);
  });

  test('leave out of the valuable ones those at the average and at 0.8 [analytics.high-value]', async () => {
    await using world = await temporaryStorage();
    const proven = samplePattern({ usage: used({ successCount: 9, failureCount: 1 }) });
    const more = samplePattern({ usage: used({ successCount: 20 }) });
    await insert(
      world.storage,
      proven,
      more,
      samplePattern({ usage: used({ successCount: 8, failureCount: 2 }) }),
      samplePattern({ usage: used({ successCount: 6 }) }),
    );
    const { valuable } = await ask(world.storage, (rows) => rows.rankings(ALL, LIMITS));
    expect(idsOf(valuable)).toEqual([more.id, proven.id]);
  });

  test('name failing patterns after enough outcomes, the worst first [analytics.to-review]', async () => {
    await using world = await temporaryStorage();
    const third = samplePattern({ usage: used({ successCount: 1, failureCount: 2 }) });
    const worse = samplePattern({ usage: used({ successCount: 1, failureCount: 5 }) });
    await insert(
      world.storage,
      third,
      worse,
      samplePattern({ usage: used({ successCount: 3, failureCount: 2 }) }),
      samplePattern({ usage: used({ failureCount: 2 }) }),
    );
    const { failing } = await ask(world.storage, (rows) => rows.rankings(ALL, LIMITS));
    expect(idsOf(failing)).toEqual([worse.id, third.id]);
  });

  test('name ACTIVE patterns without use or change, the longest forgotten first', async () => {
    await using world = await temporaryStorage();
    const old = { createdAt: daysAgo(400), updatedAt: daysAgo(300) };
    const oldest = samplePattern(old);
    const usedLong = samplePattern({ ...old, usage: used({ successCount: 1, lastUsedAt: daysAgo(200) }) });
    await insert(
      world.storage,
      oldest,
      usedLong,
      samplePattern({ ...old, updatedAt: daysAgo(10) }),
      samplePattern({ ...old, usage: used({ successCount: 1, lastUsedAt: daysAgo(10) }) }),
      samplePattern({ ...old, status: 'DEPRECATED' }),
    );
    const { forgotten } = await ask(world.storage, (rows) => rows.rankings(ALL, LIMITS));
    expect(forgotten.map(({ id, lastActivityAt }) => [id, lastActivityAt])).toEqual([
      [oldest.id, daysAgo(300)],
      [usedLong.id, daysAgo(200)],
    ]);
  });
});

describe('Series', () => {
  test('count uses of the patterns that pass by day of Universal Time', async () => {
    await using world = await temporaryStorage();
    const [own, other] = [samplePattern(), samplePattern({ agentId: 'bob' })];
    await insert(world.storage, own, other);
    const midnight = new Date('2026-06-15T00:00:00.000Z');
    await use(world.storage, own.id, midnight, true);
    await use(world.storage, own.id, new Date(midnight.getTime() - 1), false);
    await use(world.storage, own.id, new Date(midnight.getTime() - 1));
    await use(world.storage, own.id, daysAgo(40), true);
    await use(world.storage, other.id, midnight, true);
    const today = utcDayOf(NOW);
    const where = isIn('agentId', ['alice']);
    const series = await ask(world.storage, (rows) => rows.usageByDay(where, { first: today - 29, last: today }));
    expect(series.toSorted((a, b) => a.day - b.day)).toEqual([
      { day: today - 1, applications: 2, successes: 0, failures: 1 },
      { day: today, applications: 1, successes: 1, failures: 0 },
    ]);
  });
});
