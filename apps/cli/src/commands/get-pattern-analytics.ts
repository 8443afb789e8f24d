import { GetPatternAnalyticsResponse, KnowledgeBaseHealth } from '@tmws/contract';
import { enumText } from '@tmws/terminal';
import { ANALYTICS_OPTIONS, askAnalytics } from '../analytics-options.ts';
import type { Command } from '../command.ts';
import { analyticsText } from '../output/analytics-text.ts';
import { messageJson } from '../output/message-json.ts';
import { countText, scoreText } from '../output/number-text.ts';
import { toolEnvelope } from '../output/tool-envelope.ts';

const messageOf = ({ overview }: GetPatternAnalyticsResponse): string => {
  const health = enumText(KnowledgeBaseHealth, overview?.knowledgeBaseHealth ?? KnowledgeBaseHealth.UNKNOWN);
  const totals = [
    countText(overview?.totalPatterns ?? 0, 'pattern'),
    countText(overview?.totalApplications ?? 0, 'application'),
    `average success ${scoreText(overview?.avgSuccessRate ?? 0)}`,
  ];
  return `${totals.join(', ')}: ${health.replaceAll('_', ' ')}`;
};

/** `tmws get_pattern_analytics`: GetPatternAnalytics in the envelope of the tools. */
export const getPatternAnalytics: Command = {
  options: { days: ANALYTICS_OPTIONS.days },
  examples: [
    { line: 'tmws get_pattern_analytics', description: 'how the patterns do' },
    { line: 'tmws get_pattern_analytics --days 7 --namespace web-team', description: 'of one namespace, a week' },
  ],
  run: async (context) => {
    const response = await askAnalytics(await context.connect(), context);
    return {
      json: () => toolEnvelope(messageJson(GetPatternAnalyticsResponse, response), messageOf(response)),
      text: (page) => analyticsText(page, response),
    };
  },
};
