import { type Caller, DomainError } from '@tmws/domain';
import type { Engine } from '../engine.ts';
import { writtenFindings } from '../lint/written-findings.ts';
import { writeOnce } from '../request-memory.ts';
import { changePattern, requireCurrent } from './change-pattern.ts';
import { checkReason } from './check-reason.ts';
import { findChangeable } from './find-pattern.ts';
import { findRevision } from './find-revision.ts';
import { fromSnapshot, toSnapshot } from './pattern-snapshot.ts';
import { settleLineage } from './settle-lineage.ts';
import type { WrittenPattern } from './settle-pattern.ts';

/** Which content becomes the current one again. */
export interface RestoreRevisionInput {
  readonly patternId: string;
  readonly revision: number;
  /** The etag that the caller read last; undefined: no check. */
  readonly etag?: string | undefined;
  /** Undefined: "restored revision N". */
  readonly reason?: string | undefined;
  /** Findings of the safety scan that the caller accepts. */
  readonly acceptFindings?: readonly string[] | undefined;
  readonly requestId?: string | undefined;
}

/**
 * Makes the content of an earlier revision the current one, as a new revision. Name, namespace, level and shares, which
 * are those of all versions, stay as they are.
 *
 * @throws DomainError PATTERN_NOT_FOUND, NOT_OWNER, NOT_ADMIN, REVISION_NOT_FOUND, REVISION_REDACTED,
 * REVISION_CONFLICT, INVALID_FIELD, SECRET_FOUND, FINDINGS_NOT_ACCEPTED, REQUEST_ID_REUSED
 */
export const restoreRevision = async (
  engine: Engine,
  caller: Caller,
  input: RestoreRevisionInput,
): Promise<WrittenPattern> => {
  const { requestId, ...asked } = input;
  const reason = checkReason(asked.reason) ?? `restored revision ${asked.revision}`;
  const call = { caller, requestId, content: { call: 'RestoreRevision', input: asked } };
  const answer = await writeOnce(engine, call, async (store) => {
    const context = { engine, caller };
    const { patternId } = asked;
    const pattern = await findChangeable(store, context, { patternId, action: 'RestoreRevision' });
    requireCurrent(pattern, asked.etag);
    const { number, content } = await findRevision(store, patternId, asked.revision);
    if (content === undefined) {
      throw new DomainError(
        'REVISION_REDACTED',
        `The content of revision ${number} of pattern ${patternId} was removed by an admin. Restore another one.`,
        { metadata: { pattern_id: patternId, revision: String(number) } },
      );
    }
    const { category, subcategory, tags, status, deprecatedReason, replacedBy, patternData, serveAsSkill } = content;
    const { learningWeight, complexityScore, confidencePrior } = content;
    const restored = {
      ...{ category, subcategory, tags, status, deprecatedReason, replacedBy, patternData, serveAsSkill },
      ...{ learningWeight, complexityScore, confidencePrior },
    };
    const { acceptFindings } = asked;
    return toSnapshot(await changePattern(store, context, { pattern, content: restored, reason, acceptFindings }));
  });
  const pattern = fromSnapshot(answer);
  const searchable = await settleLineage(engine, pattern.lineageId);
  return { pattern, searchable, findings: await writtenFindings(engine, caller, pattern) };
};
