import { AccessLevel, type GetPatternAnalyticsResponse, KnowledgeBaseHealth } from '@tmws/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refusalOf } from '../../testing/refusal-of.ts';
import { type Clients, startTestCore, type TestCore } from '../../testing/start-test-core.ts';

let core: TestCore;

beforeAll(async () => {
  core = await startTestCore();
  core.as('first');
});

afterAll(() => core[Symbol.asyncDispose]());

const create = async (
  { patterns }: Clients,
  patternName: string,
  accessLevel: AccessLevel = AccessLevel.PRIVATE,
): Promise<string> => {
  const { pattern } = await patterns.createPattern({ patternName, category: 'testing', patternData: {}, accessLevel });
  return pattern?.id ?? '';
};

const numbersOf = ({ totalPatterns, overview, usagePatterns }: GetPatternAnalyticsResponse): readonly unknown[] => [
  totalPatterns,
  overview?.totalApplications,
  usagePatterns?.mostApplied.map((pattern) => pattern.patternName),
];

describe('GetPatternAnalytics', () => {
  test('answers in both shapes of the specification at once [analytics.both-shapes]', async () => {
    const ann = core.as('ann', 'shapes');
    const patternId = await create(ann, 'retry');
    await create(ann, 'rotate');
    await ann.usage.recordUsage({ patternId, success: true });
    await ann.usage.recordUsage({ patternId, success: true });
    const answer = await ann.insight.getPatternAnalytics({});
    expect(answer).toMatchObject({
      totalPatterns: 2,
      categoryDistribution: { testing: 2 },
      successStatistics: { avgSuccessRate: 1, stddevSuccessRate: 0, minSuccessRate: 1, maxSuccessRate: 1 },
      window: { days: 30, applications: 2, avgSuccessRate: 1 },
      overview: {
        totalPatterns: 2,
        totalApplications: 2,
        avgApplicationsPerPattern: 1,
        avgSuccessRate: 1,
        knowledgeBaseHealth: KnowledgeBaseHealth.EXCELLENT,
      },
      distribution: { byCategory: { testing: 2 }, byConfidence: { high: 0, medium: 1, low: 1 } },
      usagePatterns: { unusedPatterns: 1 },
      recommendations: { patternsToReview: [], knowledgeGaps: ['testing'] },
      versionComparisons: [],
      regressions: [],
    });
    expect(answer.topPatterns[0]).toMatchObject({ id: patternId, patternName: 'retry', applicationCount: 2 });
    expect(answer.recommendations?.highValuePatterns.map((pattern) => pattern.id)).toEqual([patternId]);
    expect([answer.dailyUsage.at(-1)?.applications, answer.learningTimeline.at(-1)?.patternsCreated]).toEqual([2, 2]);
    expect(answer.computedAt).toBeInstanceOf(Date);
  });

  test('advises what is used more than the average and succeeds in more than 0.8 [analytics.high-value]', async () => {
    const vera = core.as('vera', 'valuable');
    // Five patterns and 25 uses: the average is 5.
    const uses = { proven: [9, 1], 'at the mark': [8, 2], 'at the average': [5, 0], unused: [0, 0], 'as well': [0, 0] };
    for (const [patternName, [successes = 0, failures = 0]] of Object.entries(uses)) {
      const patternId = await create(vera, patternName);
      for (let count = 0; count < successes + failures; count += 1) {
        await vera.usage.recordUsage({ patternId, success: count < successes });
      }
    }
    const { overview, recommendations } = await vera.insight.getPatternAnalytics({});
    expect(overview?.avgApplicationsPerPattern).toBe(5);
    expect(recommendations?.highValuePatterns.map(({ patternName }) => patternName)).toEqual(['proven']);
  });

  test('covers 30 days unless told, and refuses fewer than one [analytics.parameters]', async () => {
    const { insight } = core.as('ben', 'parameters');
    const answer = await insight.getPatternAnalytics({});
    expect([answer.dailyUsage.length, answer.learningTimeline.length, answer.window?.days]).toEqual([30, 30, 30]);
    expect((await insight.getPatternAnalytics({ days: 7, category: 'c', namespace: 'n' })).dailyUsage).toHaveLength(7);
    for (const days of [0, -1, 3_651]) {
      const refusal = await refusalOf((options) => insight.getPatternAnalytics({ days }, options));
      expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', reason: 'INVALID_FIELD' });
    }
  });

  test('takes agent_id as a filter of every caller, over what that caller may read [analytics.agent-filter]', async () => {
    const [carol, dave] = [core.as('carol', 'filter'), core.as('dave', 'filter')];
    const shown = await create(carol, 'shown', AccessLevel.TEAM);
    const hidden = await create(carol, 'hidden');
    await create(dave, 'of dave', AccessLevel.TEAM);
    await carol.usage.recordUsage({ patternId: shown, success: true });
    await carol.usage.recordUsage({ patternId: hidden, success: false });
    const asked = { agentId: 'carol' };
    expect(numbersOf(await dave.insight.getPatternAnalytics(asked))).toEqual([1, 1, ['shown']]);
    expect(numbersOf(await carol.insight.getPatternAnalytics(asked))).toEqual([2, 2, ['shown', 'hidden']]);
    expect(numbersOf(await core.as('erin', 'other').insight.getPatternAnalytics(asked))).toEqual([0, 0, []]);
  });

  test('shows at once what was created and used', async () => {
    const fay = core.as('fay', 'fresh');
    const patternId = await create(fay, 'fresh');
    expect(numbersOf(await fay.insight.getPatternAnalytics({}))).toEqual([1, 0, []]);
    await fay.usage.recordUsage({ patternId, success: true });
    expect(numbersOf(await fay.insight.getPatternAnalytics({}))).toEqual([1, 1, ['fresh']]);
  });
});
