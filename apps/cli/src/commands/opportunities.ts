import { SuggestLearningOpportunitiesResponse } from '@tmws/contract';
import type { Command } from '../command.ts';
import { namespaceFilter } from '../namespace-filter.ts';
import { messageJson } from '../output/message-json.ts';
import { opportunitiesText } from '../output/opportunities-text.ts';

/** `tmws opportunities`: SuggestLearningOpportunities. */
export const opportunities: Command = {
  options: {},
  examples: [
    { line: 'tmws opportunities', description: 'what could be learned, the most urgent first' },
    { line: 'tmws opportunities --namespace web-team --json', description: 'of one namespace, for a program' },
  ],
  run: async (context) => {
    const { insight } = await context.connect();
    const response = await insight.suggestLearningOpportunities({ namespace: namespaceFilter(context.config) });
    return {
      json: () => messageJson(SuggestLearningOpportunitiesResponse, response),
      text: (page) => opportunitiesText(page, response),
    };
  },
};
