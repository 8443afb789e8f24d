import type { GetPatternAnalyticsRequest } from '@tmws/contract';
import { afterEach, describe, expect, test } from 'vitest';
import { type RunOptions, runLine } from '../testing/run-line.ts';
import { sampleAnalytics } from '../testing/sample-analytics.ts';
import { type StandInCore, standInCore } from '../testing/stand-in-core.ts';

let core: StandInCore | undefined;

const serving = async (...given: Parameters<typeof standInCore>): Promise<void> => {
  core = await standInCore(...given);
};

const run = (line: readonly string[], options: RunOptions = {}) =>
  runLine(line, { ...options, environment: { TMWS_ADDRESS: core?.address ?? '127.0.0.1:1', NO_COLOR: '1' } });

afterEach(async () => {
  await core?.[Symbol.asyncDispose]();
  core = undefined;
});

describe('tmws analytics', () => {
  test('asks for what the flags name', async () => {
    const asked: Partial<GetPatternAnalyticsRequest>[] = [];
    await serving({
      getPatternAnalytics: async ({ agentId, namespace, category, days }) => {
        asked.push({ agentId, namespace, category, days });
        return sampleAnalytics();
      },
    });
    await run(['analytics']);
    await run(['analytics', '--days', '7', '--namespace', 'web', '--owner', 'athena', '--category', 'security']);
    expect(asked).toEqual([{}, { agentId: 'athena', namespace: 'web', category: 'security', days: 7 }]);
  });

  test('prints every part, and lets no stored text act on the terminal', async () => {
    await serving({ getPatternAnalytics: async () => sampleAnalytics() });
    const { stdout } = await run(['analytics']);
    for (const part of [
      '45 patterns, 1327 applications, 7.27 a pattern, average success 85 %: excellent',
      'Last 30 days: 88 applications, success 90 %, 30 patterns learned',
      'used      ·▂▃▄▆▇█·▂',
      'learned   ·▄█·▄█',
      'Never used: 5 patterns',
      '1 of 3 outcomes good',
      'index_advice: 1.0.0 78 % of 50 → 2.0.0 95 % of 20',
      'cache_advice 2.0.0: 20 % over 10 outcomes, 1.0.0 had 90 %; better with a probability of 0.00',
      'api_design',
    ]) {
      expect(stdout).toContain(part);
    }
    expect(stdout).toMatch(/^performance +15 +█{30}$/m);
    expect(stdout).not.toContain('\u001B');
    expect(stdout).not.toContain('\u202E');
  });

  test('is no wider than the terminal, however many days it covers', async () => {
    await serving({ getPatternAnalytics: async () => sampleAnalytics(400) });
    for (const terminal of [60, 80, 140]) {
      const { stdout } = await run(['analytics'], { terminal });
      const drawn = stdout.split('\n').filter((line) => /[▁-▏·]|^(?:retry|rotate|flaky)/u.test(line));
      expect(drawn.length).toBeGreaterThan(8);
      expect(Math.max(...drawn.map((line) => line.length))).toBeLessThanOrEqual(terminal);
    }
  });

  test('says so where there is nothing to tell of', async () => {
    await serving({ getPatternAnalytics: async () => ({}) });
    expect((await run(['analytics'])).stdout).toContain('There is no pattern that you may read here.');
  });
});
