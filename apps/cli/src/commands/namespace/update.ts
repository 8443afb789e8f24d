import { UpdateNamespaceResponse } from '@tmws/contract';
import type { Command } from '../../command.ts';
import { namespaceText } from '../../output/identity-text.ts';
import { messageJson } from '../../output/message-json.ts';

/** `tmws namespace update`: UpdateNamespace. */
export const update: Command = {
  positionals: { name: 'The namespace' },
  options: {
    description: { type: 'string', isRequired: true, description: 'What it is; empty clears it' },
  },
  examples: [{ line: 'tmws namespace update web --description "Web and mobile"', description: 'say what it is' }],
  run: async (context) => {
    const given = context.arguments;
    const { access } = await context.connect();
    const response = await access.updateNamespace({
      namespace: given.required('name'),
      description: given.text('description'),
    });
    return {
      json: () => messageJson(UpdateNamespaceResponse, response),
      text: (page) => namespaceText(page, response.namespace),
    };
  },
};
