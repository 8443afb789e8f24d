import { type Caller, invalidFields } from '@tmws/domain';
import type { Engine } from '../engine.ts';
import { textDigest } from '../indexing/index-batch.ts';
import { meaningText } from '../indexing/pattern-texts.ts';
import type { Revision } from '../ports/revision-repository.ts';
import { writeOnce } from '../request-memory.ts';
import { scanNote } from '../scan/scan-note.ts';
import { checkReason } from './check-reason.ts';
import { findRevision } from './find-revision.ts';
import { findAdministered } from './purge-pattern.ts';

/** Which content is removed, and why. */
export interface RedactRevisionInput {
  readonly patternId: string;
  readonly revision: number;
  readonly reason?: string | undefined;
  readonly requestId?: string | undefined;
}

/**
 * Removes the content of one earlier revision for good, for admins. That it happened stays in the audit log.
 *
 * @throws DomainError PATTERN_NOT_FOUND, REVISION_NOT_FOUND, NOT_ADMIN, INVALID_FIELD for the current revision,
 * SECRET_FOUND in the reason, REQUEST_ID_REUSED
 */
export const redactRevision = async (engine: Engine, caller: Caller, input: RedactRevisionInput): Promise<Revision> => {
  const { requestId, ...asked } = input;
  const reason = checkReason(asked.reason);
  // The audit log keeps it for good.
  scanNote({ field: 'reason', text: reason });
  const call = { caller, requestId, content: { call: 'RedactRevision', input: asked } };
  await writeOnce(engine, call, async (store) => {
    const pattern = await findAdministered(store, caller, asked.patternId);
    const { number, content } = await findRevision(store, pattern.id, asked.revision);
    if (number === pattern.revision) {
      const description = `revision ${number} is the current content of the pattern. Update the pattern first, then redact this revision.`;
      throw invalidFields([{ field: 'revision', description }]);
    }
    const at = engine.clock.now();
    await store.revisions.redact(pattern.id, number, { agentId: caller.agentId, at });
    await store.findings.forget({ patternId: pattern.id, revision: number });
    await store.removal.forgetAnswers(pattern.id);
    if (content !== undefined) {
      const digest = textDigest(meaningText({ ...pattern, ...content }));
      if (digest !== textDigest(meaningText(pattern))) await store.removal.forgetVectors([digest]);
    }
    await store.audit.append({
      at,
      agentId: caller.agentId,
      actingFor: undefined,
      action: 'RedactRevision',
      targetKind: 'pattern',
      targetId: pattern.id,
      namespace: pattern.namespace,
      detail: { revision: number, ...(reason === undefined ? {} : { reason }) },
    });
    return { revision: number };
  });
  return engine.unitOfWork.read((store) => findRevision(store, asked.patternId, asked.revision));
};
