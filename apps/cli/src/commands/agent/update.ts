import { UpdateAgentResponse } from '@tmws/contract';
import type { Command } from '../../command.ts';
import { agentText } from '../../output/identity-text.ts';
import { messageJson } from '../../output/message-json.ts';

/** `tmws agent update`: UpdateAgent. */
export const update: Command = {
  positionals: { name: 'The agent' },
  options: {
    description: { type: 'string', description: 'What it is; empty clears it' },
    'default-namespace': { type: 'string', description: 'Where it writes: one of its namespaces' },
  },
  examples: [{ line: 'tmws agent update build-bot --description "Builds and deploys"', description: 'say what it is' }],
  run: async (context) => {
    const given = context.arguments;
    const { access } = await context.connect();
    const response = await access.updateAgent({
      agentId: given.required('name'),
      description: given.text('description'),
      defaultNamespace: given.text('default-namespace'),
    });
    return {
      json: () => messageJson(UpdateAgentResponse, response),
      text: (page) => agentText(page, response.agent),
    };
  },
};
