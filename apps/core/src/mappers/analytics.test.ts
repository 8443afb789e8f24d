import { KnowledgeBaseHealth } from '@tmws/contract';
import { summarize } from '@tmws/domain';
import { expect, test } from 'vitest';
import { toGetPatternAnalyticsResponse } from './analytics.ts';

const summary = summarize([
  {
    category: 'performance',
    patterns: 45,
    applications: 327,
    unused: 0,
    highConfidence: 30,
    mediumConfidence: 12,
    lowConfidence: 3,
    rated: 2,
    rateSum: 1.7068,
    rateSquareSum: 1.4566,
    leastRate: 0.8534,
    greatestRate: 0.8534,
  },
]);

test('the overview rounds uses a pattern to 2 decimals and success to 3 [analytics.overview]', () => {
  const response = toGetPatternAnalyticsResponse({
    summary,
    topPatterns: [],
    mostApplied: [],
    leastApplied: [],
    dailyUsage: [{ day: 20_000, applications: 1, successes: 1, failures: 0 }],
    window: { days: 1, applications: 1, averageSuccess: 1 },
    timeline: [{ day: 20_000, patternsCreated: 2 }],
    highValue: [],
    toReview: [],
    knowledgeGaps: [],
    comparisons: [],
    regressions: [],
    computedAt: new Date(0),
  });
  expect(response.overview).toEqual({
    totalPatterns: 45,
    totalApplications: 327,
    avgApplicationsPerPattern: 7.27,
    avgSuccessRate: 0.853,
    knowledgeBaseHealth: KnowledgeBaseHealth.EXCELLENT,
  });
  expect(response.successStatistics?.avgSuccessRate).toBeCloseTo(0.8534, 12);
  expect(response.distribution).toEqual({
    byCategory: { performance: 45 },
    byConfidence: { high: 30, medium: 12, low: 3 },
  });
  expect([response.dailyUsage[0]?.date, response.learningTimeline[0]]).toEqual([
    '2024-10-04',
    { date: '2024-10-04', patternsCreated: 2 },
  ]);
});
