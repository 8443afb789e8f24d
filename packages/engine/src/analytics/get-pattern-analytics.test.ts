import type { CategoryTotals } from '@tmws/domain';
import { describe, expect, test } from 'vitest';
import type { AnalyticsRepository } from '../ports/analytics-repository.ts';
import type { UnitOfWork } from '../ports/store.ts';
import { buildCaller } from '../testing/build-caller.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { createMemoryUnitOfWork } from '../testing/memory-unit-of-work.ts';
import { NO_ANALYTICS } from '../testing/no-analytics.ts';
import { createAnalyticsCache } from './analytics-cache.ts';
import { getPatternAnalytics } from './get-pattern-analytics.ts';

const ANN = buildCaller({ agentId: 'ann' });

const totals = (patterns: number): CategoryTotals => ({
  category: 'testing',
  patterns,
  applications: 0,
  unused: patterns,
  highConfidence: 0,
  mediumConfidence: 0,
  lowConfidence: patterns,
  rated: 0,
  rateSum: 0,
  rateSquareSum: 0,
  leastRate: 1,
  greatestRate: 0,
});

/** An engine whose rows answer what the test says. */
const engineOn = (rows: Partial<AnalyticsRepository>) => {
  const memory = createMemoryUnitOfWork();
  const unitOfWork: UnitOfWork = {
    ...memory,
    read: (work) => memory.read((store) => work({ ...store, analytics: { ...NO_ANALYTICS, ...rows } })),
  };
  return { unitOfWork, clock: createManualClock(new Date('2026-01-01T00:00:00Z')) };
};

describe('statistics', () => {
  test.each([0, -1, 1.5, 3_651, Number.NaN])('are refused for %d days', async (days) => {
    await expect(getPatternAnalytics(engineOn({}), ANN, { days })).rejects.toMatchObject({
      reason: 'INVALID_FIELD',
      violations: [{ field: 'days' }],
    });
  });

  test.each([1, 3_650])('cover %d days where so many are asked for', async (days) => {
    expect((await getPatternAnalytics(engineOn({}), ANN, { days })).dailyUsage).toHaveLength(days);
  });

  test('are computed once for callers that ask the same at the same time', async () => {
    let computed = 0;
    const engine = engineOn({
      categories: async () => {
        computed += 1;
        return [totals(1)];
      },
    });
    const answers = await Promise.all([1, 2, 3].map(() => getPatternAnalytics(engine, ANN, {})));
    expect(new Set(answers.map(({ summary }) => summary)).size).toBe(1);
    await getPatternAnalytics(engine, ANN, { days: 30 });
    expect(computed).toBe(1);
    await getPatternAnalytics(engine, ANN, { days: 31 });
    await getPatternAnalytics(engine, buildCaller({ agentId: 'ben' }), {});
    expect(computed).toBe(3);
  });

  test('are computed again where rows changed meanwhile, and kept under what they show', async () => {
    let counter = 1;
    const found = [totals(1), totals(2)];
    const engine = engineOn({
      changeCounter: async () => counter,
      categories: async () => {
        if (found.length > 1) counter += 1;
        return found.splice(0, 1);
      },
    });
    expect((await getPatternAnalytics(engine, ANN, {})).summary.totalPatterns).toBe(2);
  });

  test('that failed are not kept', async () => {
    let isBroken = true;
    const engine = engineOn({
      categories: async () => {
        if (isBroken) throw new Error('broken');
        return [totals(4)];
      },
    });
    await expect(getPatternAnalytics(engine, ANN, {})).rejects.toThrow('broken');
    isBroken = false;
    expect((await getPatternAnalytics(engine, ANN, {})).summary.totalPatterns).toBe(4);
  });

  test("count notes of the caller's namespaces alone, narrowed by the filters", async () => {
    const asked: unknown[] = [];
    const engine = engineOn({
      notesByArea: async (scope) => {
        asked.push(scope);
        return new Map();
      },
    });
    await getPatternAnalytics(engine, ANN, {});
    await getPatternAnalytics(engine, ANN, { namespace: 'elsewhere', agentId: 'ben', category: 'c' });
    expect(asked).toEqual([{ namespaces: ['team-a'] }, { namespaces: [], agentId: 'ben', area: 'c' }]);
  });
});

describe('the cache', () => {
  test('keeps the scopes that were asked for last', async () => {
    const cache = createAnalyticsCache(2);
    const moment = { changeCounter: 1, day: 1 };
    const computed: string[] = [];
    const answer = await getPatternAnalytics(engineOn({}), ANN, {});
    const ask = async (scope: string): Promise<void> => {
      await cache.get(scope, moment, async () => {
        computed.push(scope);
        return answer;
      });
    };
    for (const scope of ['a', 'b', 'a', 'c', 'a', 'b']) await ask(scope);
    expect(computed).toEqual(['a', 'b', 'c', 'b']);
  });
});
