import { Role, UpdateMembershipResponse } from '@tmws/contract';
import { enumChoices, enumFromText } from '@tmws/terminal';
import type { Command } from '../../command.ts';
import { membershipsText } from '../../output/identity-text.ts';
import { messageJson } from '../../output/message-json.ts';

/** `tmws member update`: UpdateMembership. */
export const update: Command = {
  positionals: { group: 'The namespace', member: 'The agent' },
  options: {
    role: { type: 'string', isRequired: true, choices: enumChoices(Role), description: 'What it may do' },
  },
  examples: [{ line: 'tmws member update web build-bot --role admin', description: 'make it an admin' }],
  run: async (context) => {
    const given = context.arguments;
    const { access } = await context.connect();
    const response = await access.updateMembership({
      namespace: given.required('group'),
      agentId: given.required('member'),
      role: enumFromText(Role, given.required('role')),
    });
    return {
      json: () => messageJson(UpdateMembershipResponse, response),
      text: (page) => (response.membership === undefined ? '' : membershipsText(page, [response.membership])),
    };
  },
};
