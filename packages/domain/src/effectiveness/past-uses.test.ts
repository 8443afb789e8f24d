import { expect, test } from 'vitest';
import { countUse, effectiveness, unusedRecord } from './effectiveness.ts';
import { countPastUses, type PastUse } from './past-uses.ts';

const NOW = new Date('2026-06-01T00:00:00Z');
const daysAgo = (days: number): Date => new Date(NOW.getTime() - days * 86_400_000);

const use = (days: number, over: Partial<PastUse> = {}): PastUse => ({
  agentId: 'ann',
  usedAt: daysAgo(days),
  executionTime: undefined,
  success: true,
  ...over,
});

test('past uses come to the record that they would have made at their time, in any order', () => {
  const uses = [
    use(3, { success: false, executionTime: 2 }),
    use(300, { agentId: 'bob' }),
    use(40, { success: undefined }),
  ];
  const { usage } = countPastUses({ uses, totals: undefined }, { owner: 'ann', now: NOW });
  const atTheirTime = uses
    .toSorted((a, b) => a.usedAt.getTime() - b.usedAt.getTime())
    .reduce(
      (record, { agentId, success, ...one }) =>
        countUse(record, { ...one, outcome: success, byOwner: agentId === 'ann', countsInEffectiveness: true }),
      unusedRecord(daysAgo(400)),
    );
  expect({ ...usage, effectiveness: 0 }).toEqual({ ...atTheirTime, effectiveness: 0 });
  expect(usage).toMatchObject({ usageCount: 3, successCount: 1, failureCount: 1, ownerUsageCount: 2, totalTime: 2 });
  expect(usage.effectiveness).toBe(effectiveness(usage, NOW));
});

test('of one agent ten outcomes in 90 days enter effectiveness, and all of them the counts', () => {
  const uses = [...Array.from({ length: 25 }, (_, at) => use(200 + at / 10)), use(1), use(1, { agentId: 'bob' })];
  const counted = countPastUses({ uses, totals: undefined }, { owner: 'ann', now: NOW });
  expect(counted.uses.filter(({ countsInEffectiveness }) => countsInEffectiveness)).toHaveLength(12);
  expect(counted.usage.successCount).toBe(27);
});

test('totals without a history count whole, and weigh as ten outcomes of one agent at the last use', () => {
  const lastUsedAt = daysAgo(90);
  const totals = { usageCount: 100, ownerUsageCount: 30, successCount: 60, failureCount: 20, lastUsedAt };
  const { usage } = countPastUses({ uses: [], totals }, { owner: 'ann', now: NOW });
  expect(usage).toMatchObject({ ...totals, decayedSuccesses: 7.5, decayedFailures: 2.5, decayedAt: lastUsedAt });
  expect(usage.effectiveness).toBe(effectiveness(usage, NOW));
});

test('a pattern that was never used has the record of a new one', () => {
  const totals = { usageCount: 0, ownerUsageCount: 0, successCount: 0, failureCount: 0, lastUsedAt: NOW };
  expect(countPastUses({ uses: [], totals }, { owner: 'ann', now: NOW }).usage).toEqual(unusedRecord(NOW));
});
