import { ListNamespacesResponse } from '@tmws/contract';
import type { Command } from '../../command.ts';
import { namespacesText } from '../../output/identity-text.ts';
import { messageJson } from '../../output/message-json.ts';
import { hintNextPage, PAGE_OPTIONS, pageAsked } from '../../page-options.ts';

/** `tmws namespace list`: ListNamespaces. */
export const list: Command = {
  options: PAGE_OPTIONS,
  examples: [
    { line: 'tmws namespace list', description: 'your namespaces' },
    { line: 'tmws namespace list --json', description: 'for a program' },
  ],
  run: async (context) => {
    const { access } = await context.connect();
    const response = await access.listNamespaces(pageAsked(context));
    hintNextPage(context, response.nextPageToken);
    return {
      json: () => messageJson(ListNamespacesResponse, response),
      text: (page) => namespacesText(page, response.namespaces),
    };
  },
};
