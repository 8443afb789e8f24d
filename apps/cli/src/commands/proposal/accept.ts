import { AcceptProposalResponse, VersionBump } from '@tmws/contract';
import { enumChoices, enumFromText, plainLine } from '@tmws/terminal';
import type { Command } from '../../command.ts';
import { findingsText } from '../../output/findings-text.ts';
import { messageJson } from '../../output/message-json.ts';
import { decidedText } from '../../output/proposal-text.ts';

/** `tmws proposal accept`: AcceptProposal. */
export const accept: Command = {
  positionals: { proposal: 'Id of the proposal' },
  options: {
    bump: {
      type: 'string',
      choices: enumChoices(VersionBump),
      description: 'Merge as a new version by this step (default: as proposed)',
    },
    note: { type: 'string', description: 'What to say to the proposer' },
    etag: { type: 'string', description: 'Refuse if the pattern has changed since this etag' },
    'accept-finding': { type: 'string', isList: true, description: 'Id of a finding that you have seen' },
  },
  examples: [
    {
      line: 'tmws proposal accept 0198a3c2-7e41-7c55-9d2a-4f1b0c9e6a77 --note "Thank you"',
      description: 'merge it into your pattern',
    },
    {
      line: 'tmws proposal accept 0198a3c2-7e41-7c55-9d2a-4f1b0c9e6a77 --bump minor',
      description: 'make a new version of it',
    },
  ],
  run: async (context) => {
    const given = context.arguments;
    const { proposals } = await context.connect();
    const bump = given.text('bump');
    const response = await proposals.acceptProposal({
      proposalId: given.required('proposal'),
      bump: bump === undefined ? VersionBump.UNSPECIFIED : enumFromText(VersionBump, bump),
      note: given.text('note'),
      etag: given.text('etag'),
      acceptFindings: [...given.list('accept-finding')],
    });
    return {
      json: () => messageJson(AcceptProposalResponse, response),
      text: (page) => {
        const { pattern, proposal } = response;
        const merged =
          pattern === undefined
            ? []
            : [
                `${page.bold(plainLine(pattern.patternName))} ${pattern.version} is at revision ${pattern.revision}`,
                page.dim(`id: ${pattern.id}`),
              ];
        return [decidedText(page, proposal), ...merged, ...findingsText(page, response.findings)].join('\n');
      },
    };
  },
};
