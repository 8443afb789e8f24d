import type { TmwsClient } from '@tmws/client';
import { RemoteError } from '@tmws/client';
import type { GetPatternAnalyticsResponse, SuggestLearningOpportunitiesResponse } from '@tmws/contract';
import { askAnalytics } from '../analytics-options.ts';
import type { CommandContext } from '../command.ts';
import { namespaceFilter } from '../namespace-filter.ts';

/** What a report tells of. */
export interface TeamReport {
  readonly analytics: GetPatternAnalyticsResponse;
  /** Undefined where this version of the core cannot say it. */
  readonly opportunities: SuggestLearningOpportunitiesResponse | undefined;
  /** What it is narrowed to, e.g. `namespace web-team`; empty: nothing. */
  readonly scope: readonly string[];
  readonly madeAt: Date;
}

const askOpportunities = async (
  { insight }: TmwsClient,
  namespace: string | undefined,
): Promise<SuggestLearningOpportunitiesResponse | undefined> => {
  try {
    return await insight.suggestLearningOpportunities({ namespace });
  } catch (error) {
    if (error instanceof RemoteError && error.reason === 'NOT_IMPLEMENTED') return undefined;
    throw error;
  }
};

/** Asks the core for everything that a report tells of. */
export const gatherReport = async (client: TmwsClient, context: CommandContext): Promise<TeamReport> => {
  const namespace = namespaceFilter(context.config);
  const filters = [
    ['namespace', namespace],
    ['agent', context.arguments.text('owner')],
    ['category', context.arguments.text('category')],
  ] as const;
  const analytics = await askAnalytics(client, context);
  return {
    analytics,
    opportunities: await askOpportunities(client, namespace),
    scope: filters.flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value}`])),
    madeAt: analytics.computedAt ?? new Date(),
  };
};
