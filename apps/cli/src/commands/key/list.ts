import { ListApiKeysResponse } from '@tmws/contract';
import type { Command } from '../../command.ts';
import { apiKeysText } from '../../output/identity-text.ts';
import { messageJson } from '../../output/message-json.ts';
import { hintNextPage, PAGE_OPTIONS, pageAsked } from '../../page-options.ts';

/** `tmws key list`: ListApiKeys. */
export const list: Command = {
  options: {
    ...PAGE_OPTIONS,
    of: { type: 'string', description: 'Only keys of this agent' },
    ended: { type: 'boolean', description: 'Revoked and expired ones too' },
  },
  examples: [
    { line: 'tmws key list', description: 'your keys, without their secrets' },
    { line: 'tmws key list --ended --json', description: 'the ended ones too, for a program' },
  ],
  run: async (context) => {
    const given = context.arguments;
    const { access } = await context.connect();
    const response = await access.listApiKeys({
      agentId: given.text('of'),
      includeEnded: given.flag('ended') ?? false,
      ...pageAsked(context),
    });
    hintNextPage(context, response.nextPageToken);
    return {
      json: () => messageJson(ListApiKeysResponse, response),
      text: (page) => apiKeysText(page, response.apiKeys),
    };
  },
};
