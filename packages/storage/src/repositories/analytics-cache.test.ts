import type { Pattern } from '@tmws/domain';
import { describe, expect, test } from 'vitest';
import { analyticsWorld, NOON, outcomes } from '../testing/analytics-world.ts';

describe('The kept answer', () => {
  test('is given again while nothing changed, to callers of the same rights alone [analytics.cache-per-caller, analytics.cache-hit]', async () => {
    await using world = await analyticsWorld();
    await world.add({}, { agentId: 'bob' }, { agentId: 'bob' });
    const first = await world.ask('alice');
    for (let round = 0; round < 3; round += 1) {
      expect((await world.ask('alice')).summary).toBe(first.summary);
      expect((await world.ask('alice')).summary.totalPatterns).toBe(1);
      expect((await world.ask('bob')).summary.totalPatterns).toBe(2);
    }
  });

  test('is made anew on a new UTC day, also without a change [analytics.cache-day]', async () => {
    await using world = await analyticsWorld();
    const [pattern] = await world.add({});
    if (pattern !== undefined) await world.use(pattern, outcomes(1));
    const before = await world.ask('alice', { days: 2 });
    world.clock.set(new Date('2026-06-15T23:59:59.999Z'));
    expect((await world.ask('alice', { days: 2 })).summary).toBe(before.summary);
    world.clock.set(new Date('2026-06-16T00:00:00.000Z'));
    const after = await world.ask('alice', { days: 2 });
    expect([before, after].map((answer) => answer.dailyUsage.map((day) => day.applications))).toEqual([
      [0, 1],
      [1, 0],
    ]);
  });

  test('is made anew after a change of any kind [analytics.cache-fresh]', async () => {
    await using world = await analyticsWorld();
    const seen = async (): Promise<readonly unknown[]> => {
      const { summary } = await world.ask('bob');
      return [summary.totalPatterns, summary.totalApplications, ...summary.byCategory.keys()];
    };
    const change = (pattern: Pattern): Promise<void> =>
      world.storage.write((store) =>
        store.patterns.update(pattern, { agentId: 'alice', actingFor: undefined, reason: undefined }),
      );
    expect(await seen()).toEqual([0, 0]);
    const [created] = await world.add({ accessLevel: 'PUBLIC' });
    if (created === undefined) throw new Error('A pattern was to be stored.');
    expect(await seen()).toEqual([1, 0, 'testing']);
    await world.use(created, outcomes(1));
    expect(await seen()).toEqual([1, 1, 'testing']);
    const used = await world.storage.read((store) => store.patterns.find(created.id));
    const current = used ?? created;
    await change({ ...current, category: 'moved', revision: 2 });
    expect(await seen()).toEqual([1, 1, 'moved']);
    await change({ ...current, accessLevel: 'TEAM', namespace: 'default', category: 'moved', revision: 3 });
    expect(await seen()).toEqual([1, 1, 'moved']);
    await change({ ...current, accessLevel: 'PRIVATE', category: 'moved', revision: 4 });
    expect(await seen()).toEqual([0, 0]);
    await change({ ...current, accessLevel: 'PUBLIC', category: 'moved', revision: 5 });
    expect(await seen()).toEqual([1, 1, 'moved']);
    await world.storage.write((store) => store.removal.hide(current, NOON));
    expect(await seen()).toEqual([0, 0]);
    await world.storage.write((store) => store.identity.provision('alice', 'guild'));
    await world.add({ namespace: 'guild', accessLevel: 'TEAM' });
    expect(await seen()).toEqual([0, 0]);
    await world.storage.write((store) => store.identity.provision('bob', 'guild'));
    expect(await seen()).toEqual([1, 0, 'testing']);
  });
});
