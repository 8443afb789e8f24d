import { DeleteAgentResponse } from '@tmws/contract';
import { plainLine } from '@tmws/terminal';
import type { Command } from '../../command.ts';
import { messageJson } from '../../output/message-json.ts';
import { requireYes, YES_OPTION } from '../../require-yes.ts';

/** `tmws agent delete`: DeleteAgent. */
export const remove: Command = {
  positionals: { name: 'The agent' },
  options: YES_OPTION,
  examples: [{ line: 'tmws agent delete build-bot --yes', description: 'end it with its keys and memberships' }],
  run: async (context) => {
    const given = context.arguments;
    const { access } = await context.connect();
    const agentId = given.required('name');
    await requireYes(context, `Agent ${agentId} would be ended with its keys and memberships.`);
    const response = await access.deleteAgent({ agentId });
    return {
      json: () => messageJson(DeleteAgentResponse, response),
      text: (page) => `${page.bold(plainLine(agentId))} is gone`,
    };
  },
};
