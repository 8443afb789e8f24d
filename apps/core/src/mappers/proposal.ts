import {
  type AcceptProposalRequest,
  type AcceptProposalResponse,
  type CreateProposalRequest,
  type CreateProposalResponse,
  type GetProposalResponse,
  type ListProposalsRequest,
  type ListProposalsResponse,
  type Proposal as ProposalMessage,
  ProposalState,
  type RejectProposalRequest,
} from '@tmws/contract';
import type {
  AcceptProposalInput,
  AcceptProposalResult,
  CreateProposalInput,
  CreateProposalResult,
  GetProposalResult,
  ListedProposal,
  ListProposalsInput,
  ListProposalsResult,
  ProposalState as ProposalStateName,
  RejectProposalInput,
} from '@tmws/engine';
import { toDataChange } from './data-change.ts';
import { readEnum } from './enum-names.ts';
import { everyFieldIsRead } from './every-field.ts';
import { toFinding } from './finding.ts';
import { toPattern } from './pattern.ts';
import { readBump, toBump } from './version.ts';

const PROPOSAL_STATE_NUMBERS = {
  OPEN: ProposalState.OPEN,
  ACCEPTED: ProposalState.ACCEPTED,
  REJECTED: ProposalState.REJECTED,
} as const satisfies Record<ProposalStateName, ProposalState>;

/** A proposal as the contract has it; `BASIC` leaves its changes out. */
export const toProposal = (listed: ListedProposal, view: 'BASIC' | 'FULL'): ProposalMessage => {
  const { proposal, patternName, owner } = listed;
  return {
    id: proposal.id,
    patternId: proposal.patternId,
    patternName,
    agentId: proposal.agentId,
    owner,
    changes: view === 'FULL' ? proposal.changes : undefined,
    bump: toBump(proposal.bump),
    note: proposal.note ?? '',
    state: PROPOSAL_STATE_NUMBERS[proposal.state],
    baseRevision: proposal.baseRevision,
    createdAt: proposal.createdAt,
    decidedAt: proposal.decidedAt,
    decisionNote: proposal.decisionNote ?? '',
  };
};

/** What CreateProposal asks for. @throws DomainError INVALID_FIELD */
export const fromCreateProposalRequest = (request: CreateProposalRequest): CreateProposalInput => {
  const { patternId, changes, bump, note, requestId, ...unread } = request;
  everyFieldIsRead(unread);
  return { patternId, changes, bump: readBump(bump), note, requestId };
};

/** The answer of CreateProposal. */
export const toCreateProposalResponse = (result: CreateProposalResult): CreateProposalResponse => ({
  proposal: toProposal(result, 'FULL'),
  findings: result.findings.map(toFinding),
});

/** What ListProposals asks for. @throws DomainError INVALID_FIELD */
export const fromListProposalsRequest = (request: ListProposalsRequest): ListProposalsInput => {
  const { patternId, state, agentId, owner, pageSize, pageToken, ...unread } = request;
  everyFieldIsRead(unread);
  return { patternId, state: readEnum('state', state, PROPOSAL_STATE_NUMBERS), agentId, owner, pageSize, pageToken };
};

/** The answer of ListProposals. */
export const toListProposalsResponse = (result: ListProposalsResult): ListProposalsResponse => ({
  proposals: result.proposals.map((listed) => toProposal(listed, 'BASIC')),
  nextPageToken: result.nextPageToken,
});

/** The answer of GetProposal. */
export const toGetProposalResponse = (result: GetProposalResult): GetProposalResponse => ({
  proposal: toProposal(result, 'FULL'),
  changes: result.changes.map(toDataChange),
});

/** What AcceptProposal asks for. @throws DomainError INVALID_FIELD */
export const fromAcceptProposalRequest = (request: AcceptProposalRequest): AcceptProposalInput => {
  const { proposalId, etag, bump, note, acceptFindings, requestId, ...unread } = request;
  everyFieldIsRead(unread);
  return { proposalId, etag, bump: readBump(bump), note, acceptFindings, requestId };
};

/** The answer of AcceptProposal. */
export const toAcceptProposalResponse = (result: AcceptProposalResult): AcceptProposalResponse => ({
  proposal: toProposal(result, 'FULL'),
  pattern: toPattern(result.pattern, 'FULL'),
  searchableByWords: result.searchable.byWords,
  searchableByMeaning: result.searchable.byMeaning,
  findings: result.findings.map(toFinding),
});

/** What RejectProposal asks for. */
export const fromRejectProposalRequest = (request: RejectProposalRequest): RejectProposalInput => {
  const { proposalId, note, requestId, ...unread } = request;
  everyFieldIsRead(unread);
  return { proposalId, note, requestId };
};
