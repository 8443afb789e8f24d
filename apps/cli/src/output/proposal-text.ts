import { type GetProposalResponse, type Proposal, ProposalState, VersionBump } from '@tmws/contract';
import { enumText, type Page, plainLine, plainText, timeText } from '@tmws/terminal';
import { changesText } from './changes-text.ts';

/** What it should become: a revision, or a version by its step. */
export const bumpText = (bump: VersionBump): string =>
  bump === VersionBump.UNSPECIFIED ? 'a revision' : `a new ${enumText(VersionBump, bump)} version`;

/** One line about a proposal that was decided. */
export const decidedText = (page: Page, proposal: Proposal | undefined): string =>
  proposal === undefined
    ? ''
    : `Proposal ${proposal.id} by ${plainLine(proposal.agentId)} is ${page.bold(enumText(ProposalState, proposal.state))}.`;

/** A proposal whole, for people: who, about what, where it stands, why, and what it would change now. */
export const proposalText = (page: Page, { proposal, changes }: GetProposalResponse): string => {
  if (proposal === undefined) return '';
  const decision =
    proposal.decidedAt === undefined
      ? []
      : [
          `decided ${timeText(proposal.decidedAt)}${proposal.decisionNote === '' ? '' : `: ${plainText(proposal.decisionNote)}`}`,
        ];
  return [
    `${page.bold(plainLine(proposal.patternName))}  ${enumText(ProposalState, proposal.state)}  ${page.dim(proposal.id)}`,
    plainLine(
      `${proposal.agentId} proposes ${bumpText(proposal.bump)} to ${proposal.owner}, ${timeText(proposal.createdAt)}, on revision ${proposal.baseRevision}`,
    ),
    page.dim(`pattern: ${proposal.patternId}`),
    ...(proposal.note === '' ? [] : ['', plainText(proposal.note)]),
    ...decision,
    '',
    ...(changes.length === 0 ? ['It changes nothing in the pattern as it is now.'] : changesText(page, changes)),
  ].join('\n');
};
