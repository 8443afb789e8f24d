import { randomUUID } from 'node:crypto';
import { type Condition, type Pattern, readableBy, staleBefore, unusedRecord } from '@tmws/domain';
import type { Store, UnitOfWork } from '@tmws/engine';
import { describe, expect, test } from 'vitest';
import { samplePattern } from '../testing/sample-pattern.ts';
import { temporaryStorage } from '../testing/temporary-storage.ts';

const NOW = new Date('2026-11-20T12:00:00Z');
const DAY = 86_400_000;
const daysAgo = (days: number): Date => new Date(NOW.getTime() - days * DAY);

const EVERYTHING: Condition = { kind: 'all', of: [] };

const alice: Condition = readableBy({
  agentId: 'alice',
  namespace: 'default',
  memberships: [{ namespace: 'default', role: 'member' }],
  scopes: ['read'],
  systemAdmin: false,
  credential: 'socket',
});

const store = (storage: UnitOfWork, ...patterns: readonly Pattern[]): Promise<void> =>
  storage.write(async ({ patterns: repository }) => {
    for (const pattern of patterns) await repository.insert(pattern);
  });

const used = (usage: Partial<Pattern['usage']>): Pattern['usage'] => ({ ...unusedRecord(NOW), ...usage });

const use = (patternId: string, usedAt: Date) => ({
  id: randomUUID(),
  patternId,
  agentId: 'bob',
  executionTime: undefined,
  success: undefined,
  contextData: undefined,
  usedAt,
  countsInEffectiveness: false,
  applicationId: undefined,
});

const note = (area: string, createdAt: Date, namespace = 'default') => ({
  id: randomUUID(),
  area,
  content: 'something',
  tags: ['a', 'b'],
  agentId: 'bob',
  namespace,
  createdAt,
});

describe('Activity by area', () => {
  const scope = {
    where: alice,
    namespaces: ['default'],
    recentSince: daysAgo(7),
    earlierSince: daysAgo(35),
  };

  test('counts readable patterns, their uses and the notes of the namespaces, and of these the recent and the earlier', async () => {
    await using world = await temporaryStorage();
    const { storage } = world;
    const mine = samplePattern({ category: 'api', usage: used({ usageCount: 5 }) });
    const hidden = samplePattern({ category: 'api', agentId: 'bob', usage: used({ usageCount: 50 }) });
    await store(storage, mine, samplePattern({ category: 'api' }), samplePattern({ category: 'db' }), hidden);
    await storage.write(async ({ usages, experiences }) => {
      for (const days of [1, 7, 8, 34, 36]) await usages.insert(use(mine.id, daysAgo(days)));
      await usages.insert(use(hidden.id, daysAgo(1)));
      for (const days of [0, 20, 100]) await experiences.insert(note('api', daysAgo(days)));
      await experiences.insert(note('testing', daysAgo(35)));
      await experiences.insert(note('api', daysAgo(0), 'elsewhere'));
    });
    const areas = await storage.read(({ opportunities }) => opportunities.areas(scope));
    expect(areas.toSorted((a, b) => (a.area < b.area ? -1 : 1))).toEqual([
      { area: 'api', patternCount: 2, noteCount: 3, useCount: 5, recentCount: 3, earlierCount: 3 },
      { area: 'db', patternCount: 1, noteCount: 0, useCount: 0, recentCount: 0, earlierCount: 0 },
      { area: 'testing', patternCount: 0, noteCount: 1, useCount: 0, recentCount: 0, earlierCount: 1 },
    ]);
  });

  test('has no notes for who belongs to no namespace', async () => {
    await using world = await temporaryStorage();
    await world.storage.write(({ experiences }) => experiences.insert(note('api', daysAgo(0))));
    const read = <T>(work: (rows: Store) => Promise<T>): Promise<T> => world.storage.read(work);
    expect(await read(({ opportunities }) => opportunities.areas({ ...scope, namespaces: [] }))).toEqual([]);
    expect(await read(({ experiences }) => experiences.count([]))).toBe(0);
    expect(await read(({ experiences }) => experiences.count(['default', 'elsewhere']))).toBe(1);
  });
});

describe('Patterns that do badly', () => {
  const query = { where: EVERYTHING, below: 0.7, moreThan: 3, urgentBelow: 0.4, limit: 1 };
  const outcomes = (successCount: number, failureCount: number): Pattern['usage'] =>
    used({ usageCount: successCount + failureCount, successCount, failureCount });

  test('are those below the mark over enough outcomes, all counted, the worst shown [suggest.improvement]', async () => {
    await using world = await temporaryStorage();
    const worst = samplePattern({ usage: outcomes(1, 3) });
    await store(
      world.storage,
      worst,
      samplePattern({ usage: outcomes(2, 2) }),
      samplePattern({ usage: outcomes(2, 1) }),
      samplePattern({ usage: outcomes(7, 3) }),
    );
    expect(await world.storage.read(({ opportunities }) => opportunities.improvable(query))).toEqual({
      shown: [{ id: worst.id, patternName: worst.patternName, successRate: 0.25, outcomeCount: 4 }],
      count: 2,
      urgent: 1,
    });
  });

  test('are none where there is none', async () => {
    await using world = await temporaryStorage();
    const found = await world.storage.read(({ opportunities }) => opportunities.improvable(query));
    expect(found).toEqual({ shown: [], count: 0, urgent: 0 });
  });
});

describe('Stale patterns', () => {
  test('are ACTIVE ones neither used nor changed since, the longest forgotten first [suggest.stale]', async () => {
    await using world = await temporaryStorage();
    const old = { createdAt: daysAgo(300), updatedAt: daysAgo(200) };
    const forgotten = samplePattern({ ...old, usage: used({ usageCount: 1, lastUsedAt: daysAgo(181) }) });
    const longer = samplePattern({ ...old, usage: used({ lastUsedAt: daysAgo(250), usageCount: 1 }) });
    await store(
      world.storage,
      forgotten,
      longer,
      samplePattern({ ...old, status: 'DEPRECATED' }),
      samplePattern({ ...old, usage: used({ usageCount: 1, lastUsedAt: daysAgo(1) }) }),
      samplePattern({ ...old, updatedAt: daysAgo(179) }),
    );
    const find = (limit: number) =>
      world.storage.read(({ opportunities }) =>
        opportunities.stale({ where: EVERYTHING, before: staleBefore(NOW), limit }),
      );
    expect(await find(5)).toEqual({
      shown: [
        { id: longer.id, patternName: longer.patternName, lastActivityAt: daysAgo(200) },
        { id: forgotten.id, patternName: forgotten.patternName, lastActivityAt: daysAgo(181) },
      ],
      count: 2,
    });
    expect(await find(1)).toMatchObject({ shown: [{ id: longer.id }], count: 2 });
  });
});

describe('Demand', () => {
  const search = (agentId: string, query: string, over: { best?: number; days?: number; namespace?: string } = {}) => ({
    id: randomUUID(),
    namespace: over.namespace ?? 'default',
    agentId,
    query,
    bestSimilarity: over.best,
    at: daysAgo(over.days ?? 0),
  });

  test('tells which searches found nothing, of an agent or of the others', async () => {
    await using world = await temporaryStorage();
    await world.storage.write(({ demand }) =>
      demand.insertMany([
        search('alice', 'pool'),
        search('alice', 'pool', { best: 0.69 }),
        search('alice', 'found', { best: 0.7 }),
        search('alice', 'once'),
        search('bob', 'pool'),
        search('bob', 'old', { days: 91 }),
        search('carol', 'secret', { namespace: 'elsewhere' }),
      ]),
    );
    const unanswered = (whose: 'own' | 'others', over: { namespaces?: readonly string[]; limit?: number } = {}) =>
      world.storage.read(({ demand }) =>
        demand.unanswered({
          namespaces: ['default'],
          of: { agentId: 'alice', whose },
          below: 0.7,
          since: daysAgo(90),
          limit: 10,
          ...over,
        }),
      );
    const pool = { namespace: 'default', agentId: 'alice', query: 'pool', count: 2 };
    expect(await unanswered('own')).toEqual([pool, { ...pool, query: 'once', count: 1 }]);
    expect(await unanswered('own', { limit: 1 })).toEqual([pool]);
    expect(await unanswered('others')).toEqual([{ ...pool, agentId: 'bob', count: 1 }]);
    expect(await unanswered('others', { namespaces: [] })).toEqual([]);
  });

  test("counts an agent's requests, the most frequent first, and when they were made", async () => {
    await using world = await temporaryStorage();
    await world.storage.write(({ demand }) =>
      demand.insertMany([
        search('alice', 'b', { best: 0.9 }),
        search('alice', 'a', { days: 1 }),
        search('alice', 'a', { days: 8 }),
        search('alice', 'a', { days: 40 }),
        search('bob', 'a'),
      ]),
    );
    const requests = (namespaces: readonly string[]) =>
      world.storage.read(({ demand }) =>
        demand.requestsOf({
          namespaces,
          agentId: 'alice',
          since: daysAgo(90),
          recentSince: daysAgo(7),
          earlierSince: daysAgo(35),
          limit: 10,
        }),
      );
    expect(await requests(['default'])).toEqual([
      { query: 'a', count: 3, recentCount: 1, earlierCount: 1 },
      { query: 'b', count: 1, recentCount: 1, earlierCount: 0 },
    ]);
    expect(await requests([])).toEqual([]);
  });
});
