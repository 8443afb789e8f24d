import {
  type Caller,
  canAdminister,
  canChange,
  canRead,
  DomainError,
  type Pattern,
  patternNotFound,
} from '@tmws/domain';
import type { Engine } from '../engine.ts';
import { textDigest } from '../indexing/index-batch.ts';
import { meaningText } from '../indexing/pattern-texts.ts';
import type { Store } from '../ports/store.ts';
import { writeOnce } from '../request-memory.ts';
import { scanNote } from '../scan/scan-note.ts';
import { checkReason } from './check-reason.ts';
import { settleLineage } from './settle-lineage.ts';
import { refreshHead } from './store-pattern.ts';

/** Which pattern is purged, and why. */
export interface PurgePatternInput {
  readonly patternId: string;
  readonly reason?: string | undefined;
  readonly requestId?: string | undefined;
}

/** A pattern that is gone. */
export interface PurgePatternResult {
  readonly patternId: string;
  readonly purgedAt: Date;
}

/** So many revisions are read at a time: each can be large. */
const REVISIONS_TOGETHER = 50;

/** Names of the vectors of every text that the pattern has or had. */
const vectorDigests = async (store: Store, pattern: Pattern): Promise<readonly string[]> => {
  const digests = new Set([textDigest(meaningText(pattern))]);
  let before: number | undefined;
  for (;;) {
    const revisions = await store.revisions.list(pattern.id, { before, limit: REVISIONS_TOGETHER });
    for (const { content } of revisions) {
      if (content !== undefined) digests.add(textDigest(meaningText({ ...pattern, ...content })));
    }
    before = revisions.at(-1)?.number;
    if (revisions.length < REVISIONS_TOGETHER || before === undefined) return [...digests];
  }
};

/** Removes a pattern and all that belongs to it, within a transaction, and has the index forget it. */
export const removeForGood = async (store: Store, pattern: Pattern, at: Date): Promise<void> => {
  await store.removal.forgetVectors(await vectorDigests(store, pattern));
  await store.removal.purge(pattern, at);
  await refreshHead(store, pattern.lineageId, { changed: [pattern.id], at });
};

/**
 * A pattern, deleted or not, that the caller administers: any but a SYSTEM one as an admin of its namespace, each as a
 * system admin.
 *
 * @throws DomainError PATTERN_NOT_FOUND, NOT_ADMIN where the caller knows of it and is no admin
 */
export const findAdministered = async (store: Store, caller: Caller, patternId: string): Promise<Pattern> => {
  const pattern = await store.patterns.find(patternId);
  if (pattern === undefined) throw patternNotFound(patternId);
  const shown = { ...pattern, deletedAt: undefined };
  if (canAdminister(caller, shown) || (caller.systemAdmin && pattern.accessLevel === 'SYSTEM')) return pattern;
  if (!canRead(caller, pattern) && !canChange(caller, shown)) throw patternNotFound(patternId);
  throw new DomainError(
    'NOT_ADMIN',
    `Only an admin of namespace ${pattern.namespace} removes what is in it for good; ${caller.agentId} is none. Ask one, or delete the pattern.`,
    { metadata: { pattern_id: pattern.id, agent_id: caller.agentId, namespace: pattern.namespace } },
  );
};

/**
 * Removes a pattern and all that belongs to it for good, for admins. That it happened stays in the audit log.
 *
 * @throws DomainError PATTERN_NOT_FOUND, NOT_ADMIN, INVALID_FIELD, SECRET_FOUND in the reason, REQUEST_ID_REUSED
 */
export const purgePattern = async (
  engine: Engine,
  caller: Caller,
  input: PurgePatternInput,
): Promise<PurgePatternResult> => {
  const { requestId, ...asked } = input;
  const reason = checkReason(asked.reason);
  // The audit log keeps it for good.
  scanNote({ field: 'reason', text: reason });
  const call = { caller, requestId, content: { call: 'PurgePattern', input: asked } };
  const answer = await writeOnce(engine, call, async (store) => {
    const pattern = await findAdministered(store, caller, asked.patternId);
    const at = engine.clock.now();
    await removeForGood(store, pattern, at);
    await store.audit.append({
      at,
      agentId: caller.agentId,
      actingFor: undefined,
      action: 'PurgePattern',
      targetKind: 'pattern',
      targetId: pattern.id,
      namespace: pattern.namespace,
      detail: reason === undefined ? {} : { reason },
    });
    return { lineageId: pattern.lineageId, purgedAt: at.getTime() };
  });
  await settleLineage(engine, String(answer.lineageId));
  return { patternId: asked.patternId, purgedAt: new Date(Number(answer.purgedAt)) };
};
