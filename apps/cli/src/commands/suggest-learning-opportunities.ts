import { SuggestLearningOpportunitiesResponse } from '@tmws/contract';
import type { Command } from '../command.ts';
import { namespaceFilter } from '../namespace-filter.ts';
import { messageJson } from '../output/message-json.ts';
import { opportunitiesText } from '../output/opportunities-text.ts';
import { toolEnvelope } from '../output/tool-envelope.ts';

/** `tmws suggest_learning_opportunities`: SuggestLearningOpportunities in the envelope of the tools. */
export const suggestLearningOpportunities: Command = {
  options: {},
  examples: [{ line: 'tmws suggest_learning_opportunities', description: 'what could be learned' }],
  run: async (context) => {
    const { insight } = await context.connect();
    const response = await insight.suggestLearningOpportunities({ namespace: namespaceFilter(context.config) });
    const count = response.opportunityCount;
    const message = `Found ${count} learning ${count === 1 ? 'opportunity' : 'opportunities'}`;
    return {
      json: () => toolEnvelope(messageJson(SuggestLearningOpportunitiesResponse, response), message),
      text: (page) => opportunitiesText(page, response),
    };
  },
};
