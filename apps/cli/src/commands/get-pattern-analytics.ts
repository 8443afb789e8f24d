import { GetPatternAnalyticsResponse, KnowledgeBaseHealth } from '@tmws/contract';
import { enumText, type Page, plainLine } from '@tmws/terminal';
import type { Command } from '../command.ts';
import { namespaceFilter } from '../namespace-filter.ts';
import { messageJson } from '../output/message-json.ts';
import { countText, scoreText } from '../output/number-text.ts';
import { toolEnvelope } from '../output/tool-envelope.ts';

const overviewText = ({ overview }: GetPatternAnalyticsResponse): string => {
  const health = enumText(KnowledgeBaseHealth, overview?.knowledgeBaseHealth ?? KnowledgeBaseHealth.UNKNOWN);
  const totals = [
    countText(overview?.totalPatterns ?? 0, 'pattern'),
    countText(overview?.totalApplications ?? 0, 'application'),
    `average success ${scoreText(overview?.avgSuccessRate ?? 0)}`,
  ];
  return `${totals.join(', ')}: ${health.replaceAll('_', ' ')}`;
};

const analyticsLines = (page: Page, response: GetPatternAnalyticsResponse): string => {
  const { topPatterns, recommendations } = response;
  const gaps = recommendations?.knowledgeGaps ?? [];
  return [
    overviewText(response),
    ...topPatterns.map(
      (pattern) =>
        `  ${page.bold(plainLine(pattern.patternName))}  ${countText(pattern.applicationCount, 'use')}, success ${scoreText(pattern.successRate)}`,
    ),
    ...(gaps.length === 0 ? [] : [`Few patterns for: ${gaps.map(plainLine).join(', ')}`]),
    page.dim('More of it: tmws analytics'),
  ].join('\n');
};

/** `tmws get_pattern_analytics`: GetPatternAnalytics in the envelope of the tools. */
export const getPatternAnalytics: Command = {
  options: {
    days: { type: 'number', description: 'Days that series, timeline and window cover, 1 to 3650 (default: 30)' },
  },
  examples: [
    { line: 'tmws get_pattern_analytics', description: 'how the patterns do' },
    { line: 'tmws get_pattern_analytics --days 7 --namespace web-team', description: 'of one namespace, a week' },
  ],
  run: async (context) => {
    const { insight } = await context.connect();
    const response = await insight.getPatternAnalytics({
      namespace: namespaceFilter(context.config),
      days: context.arguments.number('days'),
    });
    return {
      json: () => toolEnvelope(messageJson(GetPatternAnalyticsResponse, response), overviewText(response)),
      text: (page) => analyticsLines(page, response),
    };
  },
};
