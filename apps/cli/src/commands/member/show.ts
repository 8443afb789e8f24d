import { GetMembershipResponse } from '@tmws/contract';
import type { Command } from '../../command.ts';
import { membershipsText } from '../../output/identity-text.ts';
import { messageJson } from '../../output/message-json.ts';

/** `tmws member show`: GetMembership. */
export const show: Command = {
  positionals: { group: 'The namespace', member: 'The agent' },
  options: {},
  examples: [{ line: 'tmws member show web build-bot', description: 'its role there' }],
  run: async (context) => {
    const given = context.arguments;
    const { access } = await context.connect();
    const response = await access.getMembership({
      namespace: given.required('group'),
      agentId: given.required('member'),
    });
    return {
      json: () => messageJson(GetMembershipResponse, response),
      text: (page) => (response.membership === undefined ? '' : membershipsText(page, [response.membership])),
    };
  },
};
