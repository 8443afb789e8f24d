import {
  type GetPatternAnalyticsRequest,
  type GetPatternAnalyticsResponse,
  KnowledgeBaseHealth,
  type PatternStatistics as PatternStatisticsMessage,
} from '@tmws/contract';
import {
  type KnowledgeBaseHealth as KnowledgeBaseHealthName,
  type PatternStatistics,
  rounded,
  utcDayText,
} from '@tmws/domain';
import type { GetPatternAnalyticsInput, PatternAnalytics } from '@tmws/engine';
import { everyFieldIsRead } from './every-field.ts';

const HEALTH_NUMBERS = {
  excellent: KnowledgeBaseHealth.EXCELLENT,
  good: KnowledgeBaseHealth.GOOD,
  needs_improvement: KnowledgeBaseHealth.NEEDS_IMPROVEMENT,
  unknown: KnowledgeBaseHealth.UNKNOWN,
} as const satisfies Record<KnowledgeBaseHealthName, KnowledgeBaseHealth>;

/** What GetPatternAnalytics asks for. */
export const fromGetPatternAnalyticsRequest = (request: GetPatternAnalyticsRequest): GetPatternAnalyticsInput => {
  const { agentId, namespace, category, days, ...unread } = request;
  everyFieldIsRead(unread);
  return { agentId, namespace, category, days };
};

const toStatisticsMessages = (patterns: readonly PatternStatistics[]): PatternStatisticsMessage[] =>
  patterns.map((pattern) => ({ ...pattern }));

const toOverviewParts = (
  analytics: PatternAnalytics,
): Pick<
  GetPatternAnalyticsResponse,
  'totalPatterns' | 'categoryDistribution' | 'successStatistics' | 'overview' | 'distribution' | 'usagePatterns'
> => {
  const { summary } = analytics;
  const byCategory = Object.fromEntries(summary.byCategory);
  return {
    totalPatterns: summary.totalPatterns,
    categoryDistribution: byCategory,
    successStatistics: {
      avgSuccessRate: summary.success.average,
      stddevSuccessRate: summary.success.standardDeviation,
      minSuccessRate: summary.success.least,
      maxSuccessRate: summary.success.greatest,
    },
    overview: {
      totalPatterns: summary.totalPatterns,
      totalApplications: summary.totalApplications,
      avgApplicationsPerPattern: rounded(summary.applicationsPerPattern, 2),
      avgSuccessRate: summary.averageSuccess,
      knowledgeBaseHealth: HEALTH_NUMBERS[summary.health],
    },
    distribution: { byCategory, byConfidence: { ...summary.byConfidence } },
    usagePatterns: {
      mostApplied: toStatisticsMessages(analytics.mostApplied),
      leastApplied: toStatisticsMessages(analytics.leastApplied),
      unusedPatterns: summary.unusedPatterns,
    },
  };
};

/** The answer of GetPatternAnalytics, in both shapes of the specification. */
export const toGetPatternAnalyticsResponse = (analytics: PatternAnalytics): GetPatternAnalyticsResponse => ({
  ...toOverviewParts(analytics),
  topPatterns: toStatisticsMessages(analytics.topPatterns),
  dailyUsage: analytics.dailyUsage.map(({ day, applications, successes, failures }) => ({
    date: utcDayText(day),
    applications,
    successes,
    failures,
  })),
  window: {
    days: analytics.window.days,
    applications: analytics.window.applications,
    avgSuccessRate: analytics.window.averageSuccess,
  },
  learningTimeline: analytics.timeline.map(({ day, patternsCreated }) => ({ date: utcDayText(day), patternsCreated })),
  recommendations: {
    highValuePatterns: toStatisticsMessages(analytics.highValue),
    patternsToReview: toStatisticsMessages(analytics.toReview),
    knowledgeGaps: [...analytics.knowledgeGaps],
  },
  versionComparisons: analytics.comparisons.map(({ lineageId, patternName, versions }) => ({
    lineageId,
    patternName,
    versions: toStatisticsMessages(versions),
  })),
  regressions: analytics.regressions.map(({ pattern, parent, outcomeCount, probabilityBetter }) => ({
    pattern: { ...pattern },
    parent: { ...parent },
    outcomeCount,
    probabilityBetter,
  })),
  computedAt: analytics.computedAt,
});
