import { CreateMembershipResponse, Role } from '@tmws/contract';
import { enumChoices, enumFromText } from '@tmws/terminal';
import type { Command } from '../../command.ts';
import { membershipsText } from '../../output/identity-text.ts';
import { messageJson } from '../../output/message-json.ts';

/** `tmws member create`: CreateMembership. */
export const create: Command = {
  positionals: { group: 'The namespace', member: 'The agent' },
  options: {
    role: { type: 'string', choices: enumChoices(Role), description: 'What it may do (default: member)' },
  },
  examples: [
    { line: 'tmws member create web build-bot', description: 'it reads what the team shares' },
    { line: 'tmws member create web lead --role admin', description: 'it manages the namespace too' },
  ],
  run: async (context) => {
    const given = context.arguments;
    const { access } = await context.connect();
    const role = given.text('role');
    const response = await access.createMembership({
      namespace: given.required('group'),
      agentId: given.required('member'),
      role: role === undefined ? Role.UNSPECIFIED : enumFromText(Role, role),
    });
    return {
      json: () => messageJson(CreateMembershipResponse, response),
      text: (page) => (response.membership === undefined ? '' : membershipsText(page, [response.membership])),
    };
  },
};
