import { type Pattern, unusedRecord } from '@tmws/domain';
import { afterEach, describe, expect, test } from 'vitest';
import { buildCaller, buildPattern, createTestEngine, type TestEngine } from '../testing/index.ts';
import { compareVersions } from './compare-versions.ts';

const ann = buildCaller({ agentId: 'ann' });
const bob = buildCaller({ agentId: 'bob' });

const engines: TestEngine[] = [];
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.indexer.close();
});

const compare = async (older: Partial<Pattern>, newer: Partial<Pattern>, caller = ann) => {
  const engine = await createTestEngine({
    patterns: [
      buildPattern({ id: 'old', patternName: 'a', ...older }),
      buildPattern({
        id: 'new',
        patternName: 'a',
        version: '2.0.0',
        lineageId: 'old',
        parentPatternId: 'old',
        ...newer,
      }),
    ],
  });
  engines.push(engine);
  return compareVersions(engine, caller, { oldPatternId: 'old', newPatternId: 'new' });
};

const record = (successCount: number, outcomes: number) => ({
  ...unusedRecord(new Date(0)),
  usageCount: outcomes,
  successCount,
  failureCount: outcomes - successCount,
});

describe('A comparison of two versions', () => {
  test('names what was added, removed and changed by its path, beside pattern_data too [version.compare-diff]', async () => {
    const { changes } = await compare(
      { patternData: { steps: ['a', 'b'], gone: 1, same: {} }, tags: ['x'], learningWeight: 1 },
      { patternData: { steps: ['a', 'c'], more: null, same: {} }, tags: ['x'], learningWeight: 2, subcategory: 's' },
    );
    expect(Object.fromEntries(changes.map(({ path, kind }) => [path, kind]))).toEqual({
      '/pattern_data/steps/1': 'CHANGED',
      '/pattern_data/gone': 'REMOVED',
      '/pattern_data/more': 'ADDED',
      '/learning_weight': 'CHANGED',
      '/subcategory': 'ADDED',
    });
  });

  test('gives both records, the difference in success rate, and how probably the newer is better [version.compare-stats]', async () => {
    const result = await compare({ usage: record(14, 18) }, { usage: record(19, 20) });
    expect([result.older.usage.successCount, result.newer.usage.successCount]).toEqual([14, 19]);
    expect(result.successRateDifference).toBeCloseTo(19 / 20 - 14 / 18, 12);
    // The exact fraction, computed through the binomial form of the Beta distribution.
    expect(result.probabilityNewerBetter).toBeCloseTo(0.9293139293139293, 12);
    expect(result.probabilityNewerBetter).toBeGreaterThan(0.9);
  });

  test('of which one has no outcome gives no difference in rate', async () => {
    const result = await compare({ usage: record(3, 4) }, {});
    expect(result.successRateDifference).toBeUndefined();
    expect(result.probabilityNewerBetter).toBeLessThan(0.5);
  });

  test('needs that both may be read', async () => {
    const shared = { accessLevel: 'TEAM' } as const;
    await expect(compare(shared, { ...shared, status: 'DRAFT' }, bob)).rejects.toMatchObject({
      reason: 'PATTERN_NOT_FOUND',
      metadata: { pattern_id: 'new' },
    });
  });
});
