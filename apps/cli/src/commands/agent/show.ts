import { GetAgentResponse } from '@tmws/contract';
import type { Command } from '../../command.ts';
import { agentText } from '../../output/identity-text.ts';
import { messageJson } from '../../output/message-json.ts';

/** `tmws agent show`: GetAgent. */
export const show: Command = {
  positionals: { name: 'The agent' },
  options: {},
  examples: [
    { line: 'tmws agent show build-bot', description: 'where it belongs' },
    { line: 'tmws agent show build-bot --json', description: 'for a program' },
  ],
  run: async (context) => {
    const given = context.arguments;
    const { access } = await context.connect();
    const response = await access.getAgent({ agentId: given.required('name') });
    return {
      json: () => messageJson(GetAgentResponse, response),
      text: (page) => agentText(page, response.agent),
    };
  },
};
