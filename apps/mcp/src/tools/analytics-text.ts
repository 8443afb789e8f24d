import type { AnalyticsResult } from './analytics-result.ts';

type Ranked = AnalyticsResult['usage_patterns']['most_applied'];

const list = (title: string, patterns: Ranked): readonly string[] =>
  patterns.length === 0
    ? []
    : [
        `${title}:`,
        ...patterns.map(
          ({ pattern_id: id, pattern_name: name, application_count: uses, success_rate: rate, reason }) =>
            `- ${name} (id:${id}; ${uses} uses, success rate ${rate}${reason === undefined ? '' : `; ${reason}`})`,
        ),
      ];

/** The numbers in one sentence. */
export const analyticsMessage = ({ overview, window }: AnalyticsResult): string =>
  `${overview.total_patterns} patterns, applied ${overview.total_applications} times, average success rate ${overview.avg_success_rate} (${overview.knowledge_base_health}); ${window.applications} applications in the last ${window.days} days`;

/** The answer as text, for clients that do not show a model structured content. */
export const analyticsText = (message: string, result: AnalyticsResult): string => {
  const { distribution, usage_patterns: usage, recommendations, regressions } = result;
  const { high, medium, low } = distribution.by_confidence;
  const categories = Object.entries(distribution.by_category).map(([category, count]) => `${category} ${count}`);
  return [
    message,
    `Categories: ${categories.join(', ')}`,
    `Confidence: high ${high}, medium ${medium}, low ${low}; never used: ${usage.unused_patterns}`,
    ...list('Most applied', usage.most_applied),
    ...list('Least applied', usage.least_applied),
    ...list('Of high value', recommendations.high_value_patterns),
    ...list('To review', recommendations.patterns_to_review),
    ...(recommendations.knowledge_gaps.length === 0
      ? []
      : [`Knowledge gaps: ${recommendations.knowledge_gaps.join(', ')}`]),
    ...(regressions.length === 0 ? [] : [`Regressions: ${JSON.stringify(regressions)}`]),
    ...(result.more ?? []),
    result.next_step,
  ].join('\n');
};
