import { type Caller, LIMITS } from '@tmws/domain';
import type { Engine } from '../engine.ts';
import { actAs } from '../identity/act-as.ts';
import { writeOnce } from '../request-memory.ts';
import { requireCurrent } from './change-pattern.ts';
import { findChangeable } from './find-pattern.ts';
import { settleLineage } from './settle-lineage.ts';
import { refreshHead } from './store-pattern.ts';

/** Which pattern is deleted, and how. */
export interface DeletePatternInput {
  readonly patternId: string;
  /** The etag that the caller read last; undefined: no check. */
  readonly etag?: string | undefined;
  /** Who deletes: the caller itself, or absent; another agent for an admin. */
  readonly deletingAgentId?: string | undefined;
  readonly asAdmin?: boolean | undefined;
  readonly requestId?: string | undefined;
}

/** A pattern that is hidden now. */
export interface DeletePatternResult {
  readonly patternId: string;
  readonly deletedAt: Date;
  /** When it is purged, unless it is undeleted. */
  readonly purgeAt: Date;
}

const DAY_MILLISECONDS = 86_400_000;

/** When a pattern that was deleted at that time is purged. */
export const purgeTimeOf = (deletedAt: Date): Date =>
  new Date(deletedAt.getTime() + LIMITS.deletedDays * DAY_MILLISECONDS);

/**
 * Hides a pattern at once from every path, for its owner, or for an admin who says so. For 30 days it can come back.
 *
 * @throws DomainError PATTERN_NOT_FOUND, NOT_OWNER, NOT_ADMIN, REVISION_CONFLICT, ACTING_FOR_OTHER_DENIED,
 * REQUEST_ID_REUSED
 */
export const deletePattern = async (
  engine: Engine,
  caller: Caller,
  input: DeletePatternInput,
): Promise<DeletePatternResult> => {
  const { requestId, ...asked } = input;
  const call = { caller, requestId, content: { call: 'DeletePattern', input: asked } };
  const answer = await writeOnce(engine, call, async (store) => {
    const { patternId, asAdmin } = asked;
    const deleting = await actAs(store, caller, { field: 'deleting_agent_id', agentId: asked.deletingAgentId });
    const context = { engine, caller: deleting };
    const pattern = await findChangeable(store, context, { patternId, asAdmin, action: 'DeletePattern' });
    requireCurrent(pattern, asked.etag);
    const at = engine.clock.now();
    await store.removal.hide(pattern, at);
    await refreshHead(store, pattern.lineageId, { changed: [pattern.id], at });
    return { lineageId: pattern.lineageId, deletedAt: at.getTime() };
  });
  await settleLineage(engine, String(answer.lineageId));
  const deletedAt = new Date(Number(answer.deletedAt));
  return { patternId: asked.patternId, deletedAt, purgeAt: purgeTimeOf(deletedAt) };
};
