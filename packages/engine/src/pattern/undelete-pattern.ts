import { type Caller, canChange, DomainError, type Pattern, patternNotFound } from '@tmws/domain';
import type { Engine } from '../engine.ts';
import type { Searchable } from '../indexing/waiting-list.ts';
import type { Store } from '../ports/store.ts';
import { writeOnce } from '../request-memory.ts';
import { scanReturn } from '../scan/scan-write.ts';
import { purgeTimeOf } from './delete-pattern.ts';
import { findChangeable } from './find-pattern.ts';
import { fromSnapshot, toSnapshot } from './pattern-snapshot.ts';
import { settleLineage } from './settle-lineage.ts';
import { refreshHead } from './store-pattern.ts';

/** Which pattern comes back. */
export interface UndeletePatternInput {
  readonly patternId: string;
  readonly requestId?: string | undefined;
}

/** @throws DomainError PATTERN_EXISTS where its name is another pattern's now */
const requireNameFree = async (store: Store, pattern: Pattern): Promise<void> => {
  const { namespace, agentId, patternName, version } = pattern;
  const named = await store.patterns.findByName({ namespace, agentId, patternName });
  const existing = named.find((other) => other.lineageId !== pattern.lineageId || other.version === version);
  if (existing === undefined) return;
  throw new DomainError(
    'PATTERN_EXISTS',
    `The name "${patternName}" of pattern ${pattern.id} was taken meanwhile by ${existing.id}, version ${existing.version}. Rename that one, then undelete again.`,
    {
      metadata: {
        deleted_pattern_id: pattern.id,
        pattern_id: existing.id,
        pattern_name: patternName,
        namespace,
        version: existing.version,
      },
    },
  );
};

/**
 * Brings a deleted pattern back as it was, for its owner and within 30 days. One that is not deleted stays as it is.
 *
 * @throws DomainError PATTERN_NOT_FOUND, NOT_OWNER, NOT_ADMIN, PATTERN_EXISTS, SECRET_FOUND, REQUEST_ID_REUSED
 */
export const undeletePattern = async (
  engine: Engine,
  caller: Caller,
  input: UndeletePatternInput,
): Promise<{ readonly pattern: Pattern; readonly searchable: Searchable }> => {
  const { requestId, patternId } = input;
  const call = { caller, requestId, content: { call: 'UndeletePattern', input: { patternId } } };
  const answer = await writeOnce(engine, call, async (store) => {
    const at = engine.clock.now();
    const found = await store.patterns.find(patternId);
    if (found?.deletedAt === undefined) {
      return toSnapshot(await findChangeable(store, { engine, caller }, { patternId, action: 'UndeletePattern' }));
    }
    const pattern = { ...found, deletedAt: undefined };
    // A deleted pattern is there for nobody but whoever may bring it back.
    if (purgeTimeOf(found.deletedAt) <= at || !canChange(caller, pattern)) throw patternNotFound(patternId);
    await requireNameFree(store, pattern);
    await scanReturn(store, pattern);
    await store.removal.show(pattern, at);
    await refreshHead(store, pattern.lineageId, { changed: [pattern.id], at });
    return toSnapshot((await store.patterns.find(patternId)) ?? pattern);
  });
  const pattern = fromSnapshot(answer);
  return { pattern, searchable: await settleLineage(engine, pattern.lineageId) };
};
