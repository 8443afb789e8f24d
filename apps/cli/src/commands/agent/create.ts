import { CreateAgentResponse } from '@tmws/contract';
import type { Command } from '../../command.ts';
import { agentText } from '../../output/identity-text.ts';
import { messageJson } from '../../output/message-json.ts';

/** `tmws agent create`: CreateAgent. */
export const create: Command = {
  positionals: { name: 'The agent' },
  options: {
    description: { type: 'string', description: 'What it is, at most 1,000 characters' },
    'default-namespace': { type: 'string', description: 'Where it belongs and writes (default: default)' },
  },
  examples: [
    {
      line: 'tmws agent create build-bot --default-namespace web --description "Builds and tests"',
      description: 'a member of the namespace web',
    },
    { line: 'tmws agent create reviewer --json', description: 'for a program' },
  ],
  run: async (context) => {
    const given = context.arguments;
    const { access } = await context.connect();
    const response = await access.createAgent({
      agentId: given.required('name'),
      description: given.text('description'),
      defaultNamespace: given.text('default-namespace'),
    });
    return {
      json: () => messageJson(CreateAgentResponse, response),
      text: (page) => agentText(page, response.agent),
    };
  },
};
