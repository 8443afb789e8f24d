import type { Caller, DataChange } from '@tmws/domain';
import type { Engine } from '../engine.ts';
import type { ListedProposal } from '../ports/proposal-repository.ts';
import { findProposal, toListed } from './find-proposal.ts';
import { mergeChanges } from './merge-changes.ts';

/** A proposal, and what it would change in the pattern as it is now. */
export interface GetProposalResult extends ListedProposal {
  readonly changes: readonly DataChange[];
}

/**
 * A proposal, for its maker and for the pattern's owner.
 *
 * @throws DomainError PROPOSAL_NOT_FOUND
 */
export const getProposal = (
  engine: Pick<Engine, 'unitOfWork'>,
  caller: Caller,
  input: { readonly proposalId: string },
): Promise<GetProposalResult> =>
  engine.unitOfWork.read(async (store) => {
    const { proposal, pattern } = await findProposal(store, caller, input.proposalId);
    return { ...toListed(proposal, pattern), changes: mergeChanges(pattern, proposal.changes).changes };
  });
