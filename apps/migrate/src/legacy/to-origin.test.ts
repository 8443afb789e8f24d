import { expect, test } from 'vitest';
import { LegacyFindings } from './legacy-finding.ts';
import type { LegacyCounts } from './legacy-pattern.ts';
import { mapLearningPattern } from './map-learning-pattern.ts';
import { type Importer, toOrigin } from './to-origin.ts';
import type { LegacyUse } from './usage-history.ts';

const NOW = new Date('2026-01-01T00:00:00Z');
const ROOT: Importer = { agentId: 'root', systemAdmin: true, keepsOwner: true };
const ANN: Importer = { agentId: 'ann', systemAdmin: false, keepsOwner: false };

const use = (over: Partial<LegacyUse> = {}): LegacyUse => ({
  agentId: 'ann',
  usedAt: new Date('2025-01-01T00:00:00Z'),
  executionTime: undefined,
  success: undefined,
  context: undefined,
  ...over,
});

const originOf = (counts: Partial<LegacyCounts>, history: readonly LegacyUse[], importer: Importer) => {
  const row = { id: 'p', pattern_name: 'n', agent_id: 'ann', namespace: 'x', pattern_data: '{}', category: 'c' };
  const pattern = mapLearningPattern('learning_patterns', row, NOW);
  const findings = new LegacyFindings();
  const origin = toOrigin({ ...pattern, counts: { ...pattern.counts, ...counts } }, history, { importer, findings });
  return { origin, codes: findings.list().map(({ code }) => code) };
};

const rate = (successRate: number): LegacyCounts['outcomes'] => ({ kind: 'rate', successRate });

test('uses without a history are counted so that all together have the rate of the row', () => {
  const history = [use({ success: true }), use({ success: false, agentId: 'root' })];
  const { origin } = originOf({ usageCount: 10, ownerUsageCount: 4, outcomes: rate(0.6) }, history, ROOT);
  expect(origin.uses?.map(({ agentId }) => agentId)).toEqual([undefined, 'root']);
  expect(origin.otherUses).toMatchObject({ usageCount: 8, ownerUsageCount: 3, successCount: 5, failureCount: 3 });
});

test('a rate of 0 says nothing of uses without a history', () => {
  const { origin } = originOf({ usageCount: 5, outcomes: rate(0) }, [], ROOT);
  expect(origin.otherUses).toMatchObject({ usageCount: 5, successCount: 0, failureCount: 0 });
});

test('a history longer than the count, and one that disagrees with the rate, stay as they are', () => {
  const history = [use({ success: false }), use({ success: false })];
  expect(originOf({ usageCount: 1, outcomes: rate(1) }, history, ROOT).origin.otherUses).toBeUndefined();
  const { origin } = originOf({ usageCount: 3, outcomes: rate(1) }, history, ROOT);
  expect(origin.otherUses).toMatchObject({ usageCount: 1, successCount: 1, failureCount: 0 });
});

test('an agent that is no system admin brings along its own uses alone, and is told', () => {
  const { origin, codes } = originOf({ usageCount: 10, outcomes: rate(1) }, [use(), use({ agentId: 'bob' })], ANN);
  expect(origin.uses).toHaveLength(1);
  expect(origin.otherUses).toBeUndefined();
  expect(codes).toEqual(['uses_left_out']);
});

test('of a long history the newest uses are kept each, the others counted', () => {
  const history = Array.from({ length: 10_005 }, (_, at) => use({ usedAt: new Date(NOW.getTime() - at * 1_000) }));
  const { origin, codes } = originOf({ usageCount: 10_005, outcomes: rate(0) }, history.toReversed(), ROOT);
  expect(origin.uses).toHaveLength(10_000);
  expect(origin.uses?.[0]?.usedAt).toEqual(NOW);
  expect(origin.otherUses?.usageCount).toBe(5);
  expect(codes).toContain('history_cut');
});
