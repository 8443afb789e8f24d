import { ListMembershipsResponse } from '@tmws/contract';
import type { Command } from '../../command.ts';
import { membershipsText } from '../../output/identity-text.ts';
import { messageJson } from '../../output/message-json.ts';
import { hintNextPage, PAGE_OPTIONS, pageAsked } from '../../page-options.ts';

/** `tmws member list`: ListMemberships. */
export const list: Command = {
  options: {
    ...PAGE_OPTIONS,
    in: { type: 'string', description: 'Only of this namespace' },
    of: { type: 'string', description: 'Only of this agent' },
  },
  examples: [
    { line: 'tmws member list', description: 'the members of your namespaces' },
    { line: 'tmws member list --in default --json', description: 'of one, for a program' },
  ],
  run: async (context) => {
    const given = context.arguments;
    const { access } = await context.connect();
    const response = await access.listMemberships({
      namespace: given.text('in'),
      agentId: given.text('of'),
      ...pageAsked(context),
    });
    hintNextPage(context, response.nextPageToken);
    return {
      json: () => messageJson(ListMembershipsResponse, response),
      text: (page) => membershipsText(page, response.memberships),
    };
  },
};
