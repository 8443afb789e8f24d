import { type Caller, type Finding, invalidFields, type JsonObject, type VersionBump } from '@tmws/domain';
import type { Engine } from '../engine.ts';
import { findReadable } from '../pattern/find-pattern.ts';
import type { ListedProposal } from '../ports/proposal-repository.ts';
import { writeOnce } from '../request-memory.ts';
import { scanNote } from '../scan/scan-note.ts';
import { proposedFindings, scanProposed } from '../scan/scan-proposed.ts';
import { toListed } from './find-proposal.ts';
import { mergeWithinLimits } from './merge-changes.ts';
import { noteViolations } from './note-violations.ts';
import { fromProposalSnapshot, toProposalSnapshot } from './proposal-snapshot.ts';
import { storeProposal } from './store-proposal.ts';

/** Changes that the caller suggests for a pattern that it may read. */
export interface CreateProposalInput {
  readonly patternId: string;
  readonly changes: JsonObject | undefined;
  readonly bump?: VersionBump | undefined;
  readonly note?: string | undefined;
  readonly requestId?: string | undefined;
}

/** The proposal as kept, and what lint says of the content that it would make. */
export interface CreateProposalResult extends ListedProposal {
  readonly findings: readonly Finding[];
}

const EMPTY = {
  field: 'changes',
  description: 'changes is empty. Give the keys of pattern_data that should change; null deletes one.',
};

/**
 * Suggests changes to a readable pattern. The pattern is unchanged until its owner accepts.
 *
 * @throws DomainError PATTERN_NOT_FOUND, INVALID_FIELD, SECRET_FOUND, REQUEST_ID_REUSED
 */
export const createProposal = async (
  engine: Engine,
  caller: Caller,
  input: CreateProposalInput,
): Promise<CreateProposalResult> => {
  const { requestId, ...asked } = input;
  const changes = asked.changes ?? {};
  const violations = [...(Object.keys(changes).length === 0 ? [EMPTY] : []), ...noteViolations('note', asked.note)];
  if (violations.length > 0) throw invalidFields(violations);
  const call = { caller, requestId, content: { call: 'CreateProposal', input: asked } };
  const answer = await writeOnce(engine, call, async (store) => {
    const asking = { engine, caller };
    const pattern = await findReadable(store, asking, { patternId: asked.patternId, action: 'CreateProposal' });
    const { patternData } = mergeWithinLimits(pattern, changes, 'changes');
    await scanProposed(store, pattern, patternData);
    scanNote({ field: 'note', text: asked.note, accessLevel: pattern.accessLevel });
    const suggested = { pattern, changes, bump: asked.bump, note: asked.note };
    const listed = toListed(await storeProposal(store, asking, suggested), pattern);
    return { listed: toProposalSnapshot(listed), findings: JSON.stringify(proposedFindings(patternData)) };
  });
  return { ...fromProposalSnapshot(answer.listed), findings: JSON.parse(String(answer.findings)) };
};
