import { RejectProposalResponse } from '@tmws/contract';
import type { Command } from '../../command.ts';
import { messageJson } from '../../output/message-json.ts';
import { decidedText } from '../../output/proposal-text.ts';

/** `tmws proposal reject`: RejectProposal. */
export const reject: Command = {
  positionals: { proposal: 'Id of the proposal' },
  options: { note: { type: 'string', description: 'Why, for the proposer' } },
  examples: [
    {
      line: 'tmws proposal reject 0198a3c2-7e41-7c55-9d2a-4f1b0c9e6a77 --note "Holds on PostgreSQL only"',
      description: 'turn it down; the pattern stays as it is',
    },
  ],
  run: async (context) => {
    const { proposals } = await context.connect();
    const response = await proposals.rejectProposal({
      proposalId: context.arguments.required('proposal'),
      note: context.arguments.text('note'),
    });
    return {
      json: () => messageJson(RejectProposalResponse, response),
      text: (page) => decidedText(page, response.proposal),
    };
  },
};
