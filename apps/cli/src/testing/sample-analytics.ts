import { GetPatternAnalyticsResponse, KnowledgeBaseHealth, type PatternStatistics } from '@tmws/contract';

const pattern = (patternName: string, changes: Partial<PatternStatistics> = {}): PatternStatistics => ({
  id: `id of ${patternName}`,
  patternName,
  applicationCount: 12,
  successRate: 0.75,
  confidenceScore: 0.7,
  version: '1.0.0',
  category: 'performance',
  reason: '',
  ...changes,
});

const day = (number: number): string => new Date(Date.UTC(2026, 0, number)).toISOString().slice(0, 10);

/** Names as somebody writes who wants more than a name. */
export const HOSTILE_NAME = `</title><script>alert("x")</script><img src=x onerror='alert(1)'> \u202Eevil\u001B[31m & "q"`;

/** An answer of GetPatternAnalytics with something in every part, over `days` days. */
export const sampleAnalytics = (days = 30): GetPatternAnalyticsResponse =>
  GetPatternAnalyticsResponse.fromPartial({
    totalPatterns: 45,
    categoryDistribution: { performance: 15, security: 12, architecture: 10, [HOSTILE_NAME]: 8 },
    topPatterns: [pattern('retry_with_backoff', { applicationCount: 120 }), pattern(HOSTILE_NAME)],
    successStatistics: { avgSuccessRate: 0.8534, stddevSuccessRate: 0.1, minSuccessRate: 0.2, maxSuccessRate: 1 },
    dailyUsage: Array.from({ length: days }, (_, index) => ({
      date: day(index + 1),
      applications: index % 7,
      successes: (index % 7) - (index % 7 > 2 ? 2 : 0),
      failures: index % 7 > 5 ? 1 : 0,
    })),
    window: { days, applications: 88, avgSuccessRate: 0.9 },
    overview: {
      totalPatterns: 45,
      totalApplications: 1_327,
      avgApplicationsPerPattern: 7.27,
      avgSuccessRate: 0.853,
      knowledgeBaseHealth: KnowledgeBaseHealth.EXCELLENT,
    },
    distribution: {
      byCategory: { performance: 15, security: 12, architecture: 10, [HOSTILE_NAME]: 8 },
      byConfidence: { high: 30, medium: 12, low: 3 },
    },
    usagePatterns: {
      mostApplied: [pattern('retry_with_backoff', { applicationCount: 120, successRate: 0.95 }), pattern(HOSTILE_NAME)],
      leastApplied: [pattern('rotate_keys', { applicationCount: 1 })],
      unusedPatterns: 5,
    },
    learningTimeline: Array.from({ length: days }, (_, index) => ({
      date: day(index + 1),
      patternsCreated: index % 3,
    })),
    recommendations: {
      highValuePatterns: [pattern('retry_with_backoff', { applicationCount: 120, successRate: 0.95 })],
      patternsToReview: [pattern('flaky_deploy', { successRate: 1 / 3, reason: '1 of 3 outcomes good' })],
      knowledgeGaps: ['api_design', HOSTILE_NAME],
    },
    versionComparisons: [
      {
        lineageId: 'l',
        patternName: 'index_advice',
        versions: [
          pattern('index_advice', { successRate: 0.78, applicationCount: 50 }),
          pattern('index_advice', { version: '2.0.0', successRate: 0.95, applicationCount: 20 }),
        ],
      },
    ],
    regressions: [
      {
        pattern: pattern('cache_advice', { version: '2.0.0', successRate: 0.2, applicationCount: 10 }),
        parent: pattern('cache_advice', { successRate: 0.9, applicationCount: 20 }),
        outcomeCount: 10,
        probabilityBetter: 0.001,
      },
    ],
    computedAt: new Date('2026-01-30T10:20:30.456Z'),
  });
