import type { TmwsClient } from '@tmws/client';
import type { GetPatternAnalyticsResponse } from '@tmws/contract';
import type { Command, CommandContext } from './command.ts';
import { namespaceFilter } from './namespace-filter.ts';

/** The flags that narrow statistics. */
export const ANALYTICS_OPTIONS = {
  days: { type: 'number', description: 'Days up to today that series and window cover, 1 to 3650 (default: 30)' },
  owner: { type: 'string', description: 'Only patterns of this agent (default: all that you may read)' },
  category: { type: 'string', description: 'Only this category (default: all)' },
} as const satisfies Command['options'];

/** Asks for the statistics that the flags name. */
export const askAnalytics = (
  { insight }: TmwsClient,
  { arguments: given, config }: CommandContext,
): Promise<GetPatternAnalyticsResponse> =>
  insight.getPatternAnalytics({
    agentId: given.text('owner'),
    namespace: namespaceFilter(config),
    category: given.text('category'),
    days: given.number('days'),
  });
