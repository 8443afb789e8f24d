import type { GetPatternAnalyticsResponse, PatternStatistics } from '@tmws/contract';
import * as z from 'zod';
import { enumName } from './enum-name.ts';
import { rounded } from './rounded.ts';

/** The core's lists are longer; a model asks for what to do next, and gets the head of each. */
const MOST_RANKED = 5;
const MOST_CATEGORIES = 20;
const MOST_GAPS = 10;
const MOST_REGRESSIONS = 3;
const MOST_COMPARISONS = 3;
const MOST_DAYS = 7;

/** Of lists a client is told no more than that they are lists of objects: schemas are carried through conversations. */
const recordSchema = () => z.looseObject({});
const recordsSchema = () => z.array(recordSchema());

/** `result` of the tool get_pattern_analytics. */
export const analyticsResultSchema = () =>
  z.object({
    overview: z.object({
      total_patterns: z.number(),
      total_applications: z.number(),
      avg_applications_per_pattern: z.number(),
      avg_success_rate: z.number(),
      knowledge_base_health: z.string(),
    }),
    distribution: z.object({
      by_category: z.record(z.string(), z.number()),
      by_confidence: z.object({ high: z.number(), medium: z.number(), low: z.number() }),
    }),
    usage_patterns: z.object({
      most_applied: recordsSchema(),
      least_applied: recordsSchema(),
      unused_patterns: z.number(),
    }),
    success_statistics: recordSchema(),
    window: z.looseObject({ days: z.number(), applications: z.number() }),
    recent_days: recordsSchema().describe('UTC, oldest first'),
    recommendations: z.object({
      high_value_patterns: recordsSchema(),
      patterns_to_review: recordsSchema(),
      knowledge_gaps: z.array(z.string()).describe('Categories'),
    }),
    regressions: recordsSchema().describe('Versions that do worse than their parent'),
    version_comparisons: recordsSchema(),
    more: z.array(z.string()).optional().describe('What was left out'),
    computed_at: z.string(),
    next_step: z.string(),
  });

/** See {@link analyticsResultSchema}. */
export type AnalyticsResult = z.output<ReturnType<typeof analyticsResultSchema>>;

const toRecord = ({
  id,
  version,
  applicationCount,
  successRate,
}: PatternStatistics): Readonly<Record<string, unknown>> => ({
  pattern_id: id,
  version,
  application_count: applicationCount,
  success_rate: rounded(successRate),
});

const toRanked = (pattern: PatternStatistics): AnalyticsResult['usage_patterns']['most_applied'][number] => ({
  pattern_id: pattern.id,
  pattern_name: pattern.patternName,
  category: pattern.category,
  version: pattern.version,
  application_count: pattern.applicationCount,
  success_rate: rounded(pattern.successRate),
  confidence_score: rounded(pattern.confidenceScore),
  ...(pattern.reason === '' ? {} : { reason: pattern.reason }),
});

const ranked = (patterns: readonly PatternStatistics[] = []): AnalyticsResult['usage_patterns']['most_applied'] =>
  patterns.slice(0, MOST_RANKED).map(toRanked);

const mostFirst = (categories: Readonly<Record<string, number>>): readonly (readonly [string, number])[] =>
  Object.entries(categories).toSorted(([a, ofA], [b, ofB]) => ofB - ofA || (a < b ? -1 : 1));

const toRecentDays = ({
  dailyUsage,
  learningTimeline,
}: GetPatternAnalyticsResponse): AnalyticsResult['recent_days'] => {
  const created = new Map(learningTimeline.map(({ date, patternsCreated }) => [date, patternsCreated]));
  return dailyUsage.slice(-MOST_DAYS).map(({ date, applications, successes, failures }) => ({
    date,
    applications,
    successes,
    failures,
    patterns_created: created.get(date) ?? 0,
  }));
};

/** What the core's answer has beyond this one, a sentence each. */
const toMore = (response: GetPatternAnalyticsResponse): readonly string[] => {
  const { recommendations, distribution } = response;
  const left = (all: number | undefined, shown: number, what: string): readonly string[] =>
    all === undefined || all <= shown ? [] : [`${all - shown} more ${what}.`];
  return [
    ...left(Object.keys(distribution?.byCategory ?? {}).length, MOST_CATEGORIES, 'categories with fewer patterns'),
    ...left(response.dailyUsage.length, MOST_DAYS, 'earlier days, summed up in window'),
    ...left(recommendations?.highValuePatterns.length, MOST_RANKED, 'high_value_patterns, less used'),
    ...left(recommendations?.patternsToReview.length, MOST_RANKED, 'patterns_to_review, less bad'),
    ...left(response.regressions.length, MOST_REGRESSIONS, 'regressions, less bad'),
    ...left(response.versionComparisons.length, MOST_COMPARISONS, 'version_comparisons, less used'),
  ];
};

const nextStep = ({ recommendations, regressions, overview }: GetPatternAnalyticsResponse): string => {
  if (overview === undefined || overview.totalPatterns === 0) {
    return 'There are no patterns yet: learn what you verify with learn_pattern.';
  }
  const hasFaults = (recommendations?.patternsToReview.length ?? 0) + regressions.length > 0;
  const hasGaps = (recommendations?.knowledgeGaps.length ?? 0) > 0;
  return [
    ...(hasFaults ? ['Read what is to review with apply_pattern ("id:…"), and improve it with evolve_pattern.'] : []),
    ...(hasGaps ? ['Fill knowledge_gaps with learn_pattern, from verified work.'] : []),
    'For what could be learned next: suggest_learning_opportunities.',
  ].join(' ');
};

/**
 * The core's answer as the tool's result, bounded whatever it is about: the head of each list, the last days of the
 * series, and how much was left out.
 */
export const toAnalyticsResult = (
  response: GetPatternAnalyticsResponse,
  { KnowledgeBaseHealth }: Pick<typeof import('@tmws/contract'), 'KnowledgeBaseHealth'>,
): AnalyticsResult => {
  const { overview, distribution, usagePatterns, successStatistics: success, window, recommendations } = response;
  const more = toMore(response);
  return {
    overview: {
      total_patterns: overview?.totalPatterns ?? 0,
      total_applications: overview?.totalApplications ?? 0,
      avg_applications_per_pattern: overview?.avgApplicationsPerPattern ?? 0,
      avg_success_rate: overview?.avgSuccessRate ?? 0,
      knowledge_base_health: enumName(
        KnowledgeBaseHealth,
        overview?.knowledgeBaseHealth ?? KnowledgeBaseHealth.UNKNOWN,
      ),
    },
    distribution: {
      by_category: Object.fromEntries(mostFirst(distribution?.byCategory ?? {}).slice(0, MOST_CATEGORIES)),
      by_confidence: {
        high: distribution?.byConfidence?.high ?? 0,
        medium: distribution?.byConfidence?.medium ?? 0,
        low: distribution?.byConfidence?.low ?? 0,
      },
    },
    usage_patterns: {
      most_applied: ranked(usagePatterns?.mostApplied),
      least_applied: ranked(usagePatterns?.leastApplied),
      unused_patterns: usagePatterns?.unusedPatterns ?? 0,
    },
    success_statistics: {
      avg_success_rate: rounded(success?.avgSuccessRate ?? 0),
      stddev_success_rate: rounded(success?.stddevSuccessRate ?? 0),
      min_success_rate: rounded(success?.minSuccessRate ?? 0),
      max_success_rate: rounded(success?.maxSuccessRate ?? 0),
    },
    window: {
      days: window?.days ?? 0,
      applications: window?.applications ?? 0,
      avg_success_rate: rounded(window?.avgSuccessRate ?? 0),
      patterns_created: response.learningTimeline.reduce((sum, { patternsCreated }) => sum + patternsCreated, 0),
    },
    recent_days: toRecentDays(response),
    recommendations: {
      high_value_patterns: ranked(recommendations?.highValuePatterns),
      patterns_to_review: ranked(recommendations?.patternsToReview),
      knowledge_gaps: recommendations?.knowledgeGaps.slice(0, MOST_GAPS) ?? [],
    },
    regressions: response.regressions.slice(0, MOST_REGRESSIONS).map(({ pattern, parent, ...regression }) => ({
      ...(pattern === undefined ? {} : toRanked(pattern)),
      ...(parent === undefined ? {} : { parent: toRecord(parent) }),
      outcome_count: regression.outcomeCount,
      probability_better: rounded(regression.probabilityBetter),
    })),
    version_comparisons: response.versionComparisons.slice(0, MOST_COMPARISONS).map(({ patternName, versions }) => ({
      pattern_name: patternName,
      versions: versions.slice(-MOST_RANKED).map(toRecord),
    })),
    ...(more.length === 0 ? {} : { more: [...more] }),
    computed_at: (response.computedAt ?? new Date(0)).toISOString(),
    next_step: nextStep(response),
  };
};
