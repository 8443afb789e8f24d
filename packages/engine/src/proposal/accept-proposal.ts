import { type Caller, invalidFields, isJsonObject, type VersionBump } from '@tmws/domain';
import type { Engine } from '../engine.ts';
import { requireCurrent } from '../pattern/change-pattern.ts';
import { fromSnapshot, toSnapshot } from '../pattern/pattern-snapshot.ts';
import { settlePattern, type WrittenPattern } from '../pattern/settle-pattern.ts';
import type { ListedProposal, ProposalDecision } from '../ports/proposal-repository.ts';
import { writeOnce } from '../request-memory.ts';
import { scanNote } from '../scan/scan-note.ts';
import { applyChanges } from './apply-changes.ts';
import { findOpenProposal, toListed } from './find-proposal.ts';
import { mergeWithinLimits } from './merge-changes.ts';
import { noteViolations } from './note-violations.ts';
import { fromProposalSnapshot, toProposalSnapshot } from './proposal-snapshot.ts';

/** Which proposal is accepted, and how. */
export interface AcceptProposalInput {
  readonly proposalId: string;
  /** The pattern's etag that the caller read last; undefined: no check. */
  readonly etag?: string | undefined;
  /** Undefined: as proposed. */
  readonly bump?: VersionBump | undefined;
  readonly note?: string | undefined;
  /** Findings of the safety scan that the caller accepts. */
  readonly acceptFindings?: readonly string[] | undefined;
  readonly requestId?: string | undefined;
}

/** The proposal as decided, and the pattern that has its changes now. */
export interface AcceptProposalResult extends ListedProposal, WrittenPattern {}

/**
 * Merges an open proposal into its pattern, for the owner: as a revision that names the proposer, or as a new version.
 *
 * @throws DomainError PROPOSAL_NOT_FOUND, NOT_OWNER, PROPOSAL_CLOSED, REVISION_CONFLICT, INVALID_FIELD, SECRET_FOUND,
 * REQUEST_ID_REUSED
 */
export const acceptProposal = async (
  engine: Engine,
  caller: Caller,
  input: AcceptProposalInput,
): Promise<AcceptProposalResult> => {
  const { requestId, ...asked } = input;
  const violations = noteViolations('note', asked.note);
  if (violations.length > 0) throw invalidFields(violations);
  const call = { caller, requestId, content: { call: 'AcceptProposal', input: asked } };
  const answer = await writeOnce(engine, call, async (store) => {
    const { proposal, pattern } = await findOpenProposal(store, caller, asked.proposalId);
    requireCurrent(pattern, asked.etag === '' ? undefined : asked.etag);
    const { accessLevel } = pattern;
    scanNote({ field: 'note', text: asked.note, accessLevel, acceptFindings: asked.acceptFindings });
    const { patternData } = mergeWithinLimits(pattern, proposal.changes, 'changes');
    const bump = asked.bump ?? proposal.bump;
    const reason = `Proposal ${proposal.id} by ${proposal.agentId}`;
    const context = { engine, caller, acceptFindings: asked.acceptFindings };
    const changed = await applyChanges(store, context, { pattern, patternData, bump, reason });
    const decision: ProposalDecision = {
      state: 'ACCEPTED',
      decidedAt: engine.clock.now(),
      decidedBy: caller.agentId,
      decisionNote: asked.note === '' ? undefined : asked.note,
      resultPatternId: changed.id,
      resultRevision: changed.revision,
    };
    await store.proposals.decide(proposal.id, decision);
    const listed = toListed({ ...proposal, ...decision }, pattern);
    return { listed: toProposalSnapshot(listed), pattern: toSnapshot(changed) };
  });
  const pattern = fromSnapshot(isJsonObject(answer.pattern) ? answer.pattern : {});
  return { ...fromProposalSnapshot(answer.listed), ...(await settlePattern(engine, caller, pattern)) };
};
