import { type Caller, invalidFields } from '@tmws/domain';
import type { Engine } from '../engine.ts';
import type { ListedProposal, ProposalDecision } from '../ports/proposal-repository.ts';
import { writeOnce } from '../request-memory.ts';
import { scanNote } from '../scan/scan-note.ts';
import { findOpenProposal, toListed } from './find-proposal.ts';
import { noteViolations } from './note-violations.ts';
import { fromProposalSnapshot, toProposalSnapshot } from './proposal-snapshot.ts';

/** Which proposal is turned down, and why. */
export interface RejectProposalInput {
  readonly proposalId: string;
  readonly note?: string | undefined;
  readonly requestId?: string | undefined;
}

/**
 * Turns an open proposal down, for the pattern's owner. The proposal is kept; the pattern is unchanged.
 *
 * @throws DomainError PROPOSAL_NOT_FOUND, NOT_OWNER, PROPOSAL_CLOSED, INVALID_FIELD, SECRET_FOUND, REQUEST_ID_REUSED
 */
export const rejectProposal = async (
  engine: Engine,
  caller: Caller,
  input: RejectProposalInput,
): Promise<ListedProposal> => {
  const { requestId, ...asked } = input;
  const violations = noteViolations('note', asked.note);
  if (violations.length > 0) throw invalidFields(violations);
  const call = { caller, requestId, content: { call: 'RejectProposal', input: asked } };
  const answer = await writeOnce(engine, call, async (store) => {
    const { proposal, pattern } = await findOpenProposal(store, caller, asked.proposalId);
    scanNote({ field: 'note', text: asked.note, accessLevel: pattern.accessLevel });
    const decision: ProposalDecision = {
      state: 'REJECTED',
      decidedAt: engine.clock.now(),
      decidedBy: caller.agentId,
      decisionNote: asked.note === '' ? undefined : asked.note,
      resultPatternId: undefined,
      resultRevision: undefined,
    };
    await store.proposals.decide(proposal.id, decision);
    return toProposalSnapshot(toListed({ ...proposal, ...decision }, pattern));
  });
  return fromProposalSnapshot(answer);
};
