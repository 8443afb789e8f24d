import { ListAgentsResponse } from '@tmws/contract';
import type { Command } from '../../command.ts';
import { agentsText } from '../../output/identity-text.ts';
import { messageJson } from '../../output/message-json.ts';
import { hintNextPage, PAGE_OPTIONS, pageAsked } from '../../page-options.ts';

/** `tmws agent list`: ListAgents. */
export const list: Command = {
  options: {
    ...PAGE_OPTIONS,
    in: { type: 'string', description: 'Only members of this namespace' },
  },
  examples: [
    { line: 'tmws agent list', description: 'the agents of your namespaces' },
    { line: 'tmws agent list --in default --json', description: 'the members of one, for a program' },
  ],
  run: async (context) => {
    const given = context.arguments;
    const { access } = await context.connect();
    const response = await access.listAgents({ namespace: given.text('in'), ...pageAsked(context) });
    hintNextPage(context, response.nextPageToken);
    return {
      json: () => messageJson(ListAgentsResponse, response),
      text: (page) => agentsText(page, response.agents),
    };
  },
};
