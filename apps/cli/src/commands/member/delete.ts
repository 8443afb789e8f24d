import { DeleteMembershipResponse } from '@tmws/contract';
import { plainLine } from '@tmws/terminal';
import type { Command } from '../../command.ts';
import { messageJson } from '../../output/message-json.ts';
import { requireYes, YES_OPTION } from '../../require-yes.ts';

/** `tmws member delete`: DeleteMembership. */
export const remove: Command = {
  positionals: { group: 'The namespace', member: 'The agent' },
  options: YES_OPTION,
  examples: [{ line: 'tmws member delete web build-bot --yes', description: 'take it out of the namespace' }],
  run: async (context) => {
    const given = context.arguments;
    const { access } = await context.connect();
    const [namespace, agentId] = [given.required('group'), given.required('member')];
    await requireYes(context, `Agent ${agentId} would be taken out of namespace ${namespace}.`);
    const response = await access.deleteMembership({ namespace, agentId });
    return {
      json: () => messageJson(DeleteMembershipResponse, response),
      text: (page) => `${page.bold(plainLine(agentId))} is no member of ${plainLine(namespace)} any more`,
    };
  },
};
