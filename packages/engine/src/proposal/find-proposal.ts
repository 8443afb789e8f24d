import { type Caller, canChange, canRead, DomainError, type Pattern } from '@tmws/domain';
import type { ListedProposal, Proposal } from '../ports/proposal-repository.ts';
import type { Store } from '../ports/store.ts';

/** A proposal and the pattern it is about, as the caller may see them. */
export interface FoundProposal {
  readonly proposal: Proposal;
  readonly pattern: Pattern;
  /** Whether the caller decides about it. */
  readonly isDecider: boolean;
}

const notFound = (proposalId: string): DomainError =>
  new DomainError(
    'PROPOSAL_NOT_FOUND',
    `Proposal ${proposalId} was not found or is not accessible. ListProposals gives those on your patterns and your own.`,
    { metadata: { proposal_id: proposalId } },
  );

/**
 * A proposal that the caller made on a pattern it may read, or on a pattern that it may change. To everybody else there
 * is none, by the same path.
 *
 * @throws DomainError PROPOSAL_NOT_FOUND
 */
export const findProposal = async (store: Store, caller: Caller, proposalId: string): Promise<FoundProposal> => {
  const proposal = await store.proposals.find(proposalId);
  const pattern = proposal === undefined ? undefined : await store.patterns.find(proposal.patternId);
  if (proposal === undefined || pattern === undefined) throw notFound(proposalId);
  const isDecider = canChange(caller, pattern);
  const isMaker = proposal.agentId === caller.agentId && canRead(caller, pattern);
  if (!isDecider && !isMaker) throw notFound(proposalId);
  return { proposal, pattern, isDecider };
};

/**
 * A proposal about which the caller decides, and that is open.
 *
 * @throws DomainError PROPOSAL_NOT_FOUND, NOT_OWNER, PROPOSAL_CLOSED
 */
export const findOpenProposal = async (store: Store, caller: Caller, proposalId: string): Promise<FoundProposal> => {
  const found = await findProposal(store, caller, proposalId);
  const { proposal, pattern } = found;
  const metadata = { proposal_id: proposal.id, pattern_id: pattern.id };
  if (!found.isDecider) {
    throw new DomainError(
      'NOT_OWNER',
      `Proposal ${proposal.id} is for ${pattern.agentId}, who owns pattern ${pattern.id}, to decide. Wait for the decision.`,
      { metadata: { ...metadata, owner: pattern.agentId } },
    );
  }
  if (proposal.state !== 'OPEN') {
    throw new DomainError(
      'PROPOSAL_CLOSED',
      `Proposal ${proposal.id} is ${proposal.state.toLowerCase()} already. Make a new one, or update the pattern.`,
      { metadata: { ...metadata, state: proposal.state } },
    );
  }
  return found;
};

/** A proposal as an answer tells of it. */
export const toListed = (proposal: Proposal, pattern: Pattern): ListedProposal => ({
  proposal,
  patternName: pattern.patternName,
  owner: pattern.agentId,
});
