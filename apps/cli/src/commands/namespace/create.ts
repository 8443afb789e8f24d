import { CreateNamespaceResponse } from '@tmws/contract';
import type { Command } from '../../command.ts';
import { namespaceText } from '../../output/identity-text.ts';
import { messageJson } from '../../output/message-json.ts';

/** `tmws namespace create`: CreateNamespace. */
export const create: Command = {
  positionals: { name: 'The namespace' },
  options: {
    description: { type: 'string', description: 'What it is, at most 1,000 characters' },
  },
  examples: [{ line: 'tmws namespace create web --description "The web team"', description: 'you become its admin' }],
  run: async (context) => {
    const given = context.arguments;
    const { access } = await context.connect();
    const response = await access.createNamespace({
      namespace: given.required('name'),
      description: given.text('description'),
    });
    return {
      json: () => messageJson(CreateNamespaceResponse, response),
      text: (page) => namespaceText(page, response.namespace),
    };
  },
};
