import { type Caller, DomainError, type Pattern } from '@tmws/domain';
import type { Engine } from '../engine.ts';
import { writeOnce } from '../request-memory.ts';
import { notAccepted } from '../scan/findings-not-accepted.ts';
import { approvalBy } from '../scan/scan-write.ts';
import { changePattern, requireCurrent } from './change-pattern.ts';
import { findChangeable } from './find-pattern.ts';
import { fromSnapshot, toSnapshot } from './pattern-snapshot.ts';
import { settlePattern, type WrittenPattern } from './settle-pattern.ts';

/** Which flagged pattern its owner lets take effect. */
export interface ApprovePatternInput {
  readonly patternId: string;
  /** Ids of the findings that the owner has seen. */
  readonly acceptFindings: readonly string[];
  readonly etag?: string | undefined;
  readonly requestId?: string | undefined;
}

const notFlagged = (pattern: Pattern): DomainError =>
  new DomainError(
    'PATTERN_NOT_FLAGGED',
    `Pattern ${pattern.id} is ${pattern.status} and has no open findings of the safety scan, so there is nothing to approve. Set its status with UpdatePattern.`,
    { metadata: { pattern_id: pattern.id, status: pattern.status } },
  );

/**
 * Makes a DRAFT that the safety scan flagged ACTIVE, at its level, after its owner has seen every finding.
 *
 * @throws DomainError PATTERN_NOT_FOUND, NOT_OWNER, PATTERN_NOT_FLAGGED, FINDINGS_NOT_ACCEPTED, REVISION_CONFLICT,
 * REQUEST_ID_REUSED
 */
export const approvePattern = async (
  engine: Engine,
  caller: Caller,
  input: ApprovePatternInput,
): Promise<WrittenPattern> => {
  const { requestId, ...asked } = input;
  const call = { caller, requestId, content: { call: 'ApprovePattern', input: asked } };
  const answer = await writeOnce(engine, call, async (store) => {
    const context = { engine, caller };
    const pattern = await findChangeable(store, context, { patternId: asked.patternId, action: 'ApprovePattern' });
    requireCurrent(pattern, asked.etag);
    const open = pattern.status === 'DRAFT' ? await store.findings.open(pattern.id, pattern.revision) : [];
    if (open.length === 0) throw notFlagged(pattern);
    const accepted = new Set(asked.acceptFindings);
    const left = open.filter(({ id }) => !accepted.has(id));
    if (left.length > 0) throw notAccepted(pattern, left);
    await store.findings.approve(
      { patternId: pattern.id, revision: pattern.revision },
      open.map(({ id }) => id),
      approvalBy(context),
    );
    const content = { status: 'ACTIVE' } as const;
    return toSnapshot(await changePattern(store, context, { pattern, content, reason: undefined }));
  });
  return settlePattern(engine, caller, fromSnapshot(answer));
};
