import type { Caller } from '@tmws/domain';
import { noteDeed } from '../../audit/note-deed.ts';
import type { Engine } from '../../engine.ts';
import { administer } from '../administer.ts';
import { checkDescription } from '../check-description.ts';
import { requireAdminOf } from '../reach.ts';
import { findSeenNamespace, type SeenNamespace, seenNamespace } from './seen-namespace.ts';

/** A change of a namespace; a member of `changes` that is there and undefined clears the field. */
export interface UpdateNamespaceInput {
  readonly namespace: string;
  readonly changes: { readonly description?: string | undefined };
  readonly requestId?: string | undefined;
}

/**
 * Changes what a namespace is described as; for its admins.
 *
 * @throws DomainError NAMESPACE_NOT_FOUND, NOT_ADMIN, INVALID_FIELD, REQUEST_ID_REUSED
 */
export const updateNamespace = (engine: Engine, caller: Caller, input: UpdateNamespaceInput): Promise<SeenNamespace> =>
  administer(engine, { caller, rpc: 'UpdateNamespace', input }, async (store) => {
    const { changes } = input;
    const namespace = await findSeenNamespace(store, caller, input.namespace);
    requireAdminOf(caller, input.namespace);
    const changed = {
      ...namespace,
      description: 'description' in changes ? checkDescription(changes.description) : namespace.description,
      updatedAt: engine.clock.now(),
    };
    await store.directory.updateNamespace(changed);
    await noteDeed(
      store,
      { engine, caller },
      {
        action: 'UpdateNamespace',
        targetKind: 'namespace',
        targetId: input.namespace,
        namespace: input.namespace,
        detail: { fields: Object.keys(changes).join(',') },
      },
    );
    return seenNamespace(store, caller, changed);
  });
