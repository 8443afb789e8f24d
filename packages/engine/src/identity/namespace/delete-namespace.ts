import { all, type Caller, DEFAULT_NAMESPACE, DomainError, invalidFields, is, isIn, not } from '@tmws/domain';
import { noteDeed } from '../../audit/note-deed.ts';
import type { Engine } from '../../engine.ts';
import { removeForGood } from '../../pattern/purge-pattern.ts';
import type { Store } from '../../ports/store.ts';
import { administer } from '../administer.ts';
import { notAdmin } from '../identity-errors.ts';
import { requireAdminOf } from '../reach.ts';
import { findSeenNamespace } from './seen-namespace.ts';

/** The end of a namespace. */
export interface DeleteNamespaceInput {
  readonly namespace: string;
  /** Whether its patterns go with it. */
  readonly withPatterns: boolean;
  readonly requestId?: string | undefined;
}

/** What went with a namespace. */
export interface DeleteNamespaceResult {
  /** Undeleted patterns that were deleted with it. */
  readonly deletedPatternCount: number;
}

const countPatterns = (store: Store, namespace: string): Promise<number> =>
  store.patterns.count(all(not(is('isDeleted')), isIn('namespace', [namespace])));

const notEmpty = (namespace: string, count: number): DomainError =>
  new DomainError(
    'NAMESPACE_NOT_EMPTY',
    `Namespace ${namespace} holds ${count} patterns. Move or delete them first, or set with_patterns to delete them with it.`,
    { metadata: { namespace, pattern_count: String(count) } },
  );

const removePatterns = async (store: Store, caller: Caller, removed: { namespace: string; at: Date }) => {
  const { namespace, at } = removed;
  const system = await store.patterns.count(all(isIn('accessLevel', ['SYSTEM']), isIn('namespace', [namespace])));
  if (system > 0 && !caller.systemAdmin) {
    throw notAdmin(`Namespace ${namespace} holds SYSTEM patterns, which only system admins remove.`, { namespace });
  }
  const ids = await store.directory.patternIds(namespace);
  for (const id of ids) {
    const pattern = await store.patterns.find(id);
    if (pattern !== undefined) await removeForGood(store, pattern, at);
  }
  return ids;
};

/**
 * Removes a namespace with its memberships; for its admins. Patterns in it prevent that, unless they shall go with it,
 * for good. Patterns that were deleted before go in either case.
 *
 * @throws DomainError NAMESPACE_NOT_FOUND, NOT_ADMIN, NAMESPACE_NOT_EMPTY, INVALID_FIELD, REQUEST_ID_REUSED
 */
export const deleteNamespace = async (
  engine: Engine,
  caller: Caller,
  input: DeleteNamespaceInput,
): Promise<DeleteNamespaceResult> => {
  const { namespace } = input;
  const answer = await administer(engine, { caller, rpc: 'DeleteNamespace', input }, async (store) => {
    await findSeenNamespace(store, caller, namespace);
    requireAdminOf(caller, namespace);
    if (namespace === DEFAULT_NAMESPACE) {
      const description = `Namespace ${DEFAULT_NAMESPACE} is built in and cannot be removed.`;
      throw invalidFields([{ field: 'namespace', description }]);
    }
    const deletedPatternCount = await countPatterns(store, namespace);
    if (deletedPatternCount > 0 && !input.withPatterns) throw notEmpty(namespace, deletedPatternCount);
    const removed = await removePatterns(store, caller, { namespace, at: engine.clock.now() });
    await store.directory.deleteNamespace(namespace);
    await noteDeed(
      store,
      { engine, caller },
      {
        action: 'DeleteNamespace',
        targetKind: 'namespace',
        targetId: namespace,
        namespace,
        detail: { deleted_pattern_count: deletedPatternCount },
      },
    );
    return { deletedPatternCount, removed };
  });
  await engine.indexer.settle(answer.removed);
  return { deletedPatternCount: answer.deletedPatternCount };
};
