import { GetPatternAnalyticsResponse } from '@tmws/contract';
import { ANALYTICS_OPTIONS, askAnalytics } from '../analytics-options.ts';
import type { Command } from '../command.ts';
import { analyticsText } from '../output/analytics-text.ts';
import { messageJson } from '../output/message-json.ts';

/** `tmws analytics`: GetPatternAnalytics. */
export const analytics: Command = {
  options: ANALYTICS_OPTIONS,
  examples: [
    { line: 'tmws analytics', description: 'how the patterns do, the last 30 days as a curve' },
    { line: 'tmws analytics --namespace web-team --days 7', description: 'of one namespace, a week' },
    { line: 'tmws analytics --owner athena --category security --json', description: 'of one agent, for a program' },
  ],
  run: async (context) => {
    const response = await askAnalytics(await context.connect(), context);
    return {
      json: () => messageJson(GetPatternAnalyticsResponse, response),
      text: (page) => analyticsText(page, response),
    };
  },
};
