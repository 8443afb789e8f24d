import { GetProposalResponse } from '@tmws/contract';
import type { Command } from '../../command.ts';
import { messageJson } from '../../output/message-json.ts';
import { proposalText } from '../../output/proposal-text.ts';

/** `tmws proposal show`: GetProposal. */
export const show: Command = {
  positionals: { proposal: 'Id of the proposal' },
  options: {},
  examples: [
    {
      line: 'tmws proposal show 0198a3c2-7e41-7c55-9d2a-4f1b0c9e6a77',
      description: 'who proposes what, and what it would change now',
    },
  ],
  run: async (context) => {
    const { proposals } = await context.connect();
    const response = await proposals.getProposal({ proposalId: context.arguments.required('proposal') });
    return {
      json: () => messageJson(GetProposalResponse, response),
      text: (page) => proposalText(page, response),
    };
  },
};
