import { GetNamespaceResponse } from '@tmws/contract';
import type { Command } from '../../command.ts';
import { namespaceText } from '../../output/identity-text.ts';
import { messageJson } from '../../output/message-json.ts';

/** `tmws namespace show`: GetNamespace. */
export const show: Command = {
  positionals: { name: 'The namespace' },
  options: {},
  examples: [{ line: 'tmws namespace show default', description: 'how many members and patterns it has' }],
  run: async (context) => {
    const given = context.arguments;
    const { access } = await context.connect();
    const response = await access.getNamespace({ namespace: given.required('name') });
    return {
      json: () => messageJson(GetNamespaceResponse, response),
      text: (page) => namespaceText(page, response.namespace),
    };
  },
};
