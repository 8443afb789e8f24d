import { ListProposalsResponse, type Proposal, ProposalState } from '@tmws/contract';
import { enumChoices, enumFromText, enumText, timeText } from '@tmws/terminal';
import { table } from '@tmws/terminal/table';
import type { Command } from '../../command.ts';
import { messageJson } from '../../output/message-json.ts';
import { resolvePattern } from '../../patterns/resolve-pattern.ts';

const HEADER = ['PATTERN', 'STATE', 'BY', 'OWNER', 'MADE', 'NOTE', 'ID'];
const LONGEST_NOTE = 60;

const row = (proposal: Proposal): readonly string[] => [
  proposal.patternName,
  enumText(ProposalState, proposal.state),
  proposal.agentId,
  proposal.owner,
  timeText(proposal.createdAt),
  proposal.note.length > LONGEST_NOTE ? `${proposal.note.slice(0, LONGEST_NOTE - 1)}…` : proposal.note,
  proposal.id,
];

/** `tmws proposal list`: ListProposals. */
export const list: Command = {
  options: {
    pattern: { type: 'string', description: 'Only on this pattern: id, name or name@version' },
    state: { type: 'string', choices: enumChoices(ProposalState), description: 'Only in this state (default: any)' },
    by: { type: 'string', description: 'Only those that this agent made' },
    owner: { type: 'string', description: 'Only on patterns of this agent' },
    limit: { type: 'number', description: 'Most proposals, 1 to 200 (default: 50)' },
    'page-token': { type: 'string', description: 'Token of the page before, to go on from there' },
  },
  examples: [
    { line: 'tmws proposal list --state open', description: 'what waits for a decision' },
    { line: 'tmws proposal list --by hestia-auditor --json', description: 'those of one agent, for a program' },
  ],
  run: async (context) => {
    const given = context.arguments;
    const { patterns, proposals } = await context.connect();
    const pattern = given.text('pattern');
    const state = given.text('state');
    const response = await proposals.listProposals({
      patternId: pattern === undefined ? undefined : await resolvePattern(patterns, pattern),
      state: state === undefined ? ProposalState.UNSPECIFIED : enumFromText(ProposalState, state),
      agentId: given.text('by'),
      owner: given.text('owner'),
      pageSize: given.number('limit') ?? 0,
      pageToken: given.text('page-token') ?? '',
    });
    if (response.nextPageToken !== '') context.hint(`There are more: --page-token ${response.nextPageToken}`);
    return {
      json: () => messageJson(ListProposalsResponse, response),
      text: (page) =>
        response.proposals.length === 0 ? 'No proposals.' : table(page, HEADER, response.proposals.map(row)),
    };
  },
};
