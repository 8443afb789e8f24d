import { type Caller, DomainError } from '@tmws/domain';
import { noteDeed } from '../../audit/note-deed.ts';
import type { Engine } from '../../engine.ts';
import { administer } from '../administer.ts';
import { checkDescription } from '../check-description.ts';
import { checkSlug } from '../check-slug.ts';
import { notAdmin } from '../identity-errors.ts';
import { type SeenNamespace, seenNamespace } from './seen-namespace.ts';

/** A new namespace. */
export interface CreateNamespaceInput {
  readonly namespace: string;
  readonly description?: string | undefined;
  readonly requestId?: string | undefined;
}

/**
 * Makes a namespace whose admin is the caller; for system admins.
 *
 * @throws DomainError INVALID_FIELD, NOT_ADMIN, NAMESPACE_EXISTS, REQUEST_ID_REUSED
 */
export const createNamespace = async (
  engine: Engine,
  caller: Caller,
  input: CreateNamespaceInput,
): Promise<SeenNamespace> => {
  const { namespace } = input;
  if (!caller.systemAdmin) throw notAdmin('Only system admins make namespaces.');
  checkSlug('namespace', namespace);
  const description = checkDescription(input.description);
  return administer(engine, { caller, rpc: 'CreateNamespace', input }, async (store) => {
    if ((await store.directory.findNamespace(namespace)) !== undefined) {
      throw new DomainError('NAMESPACE_EXISTS', `Namespace ${namespace} exists already. Choose another name.`, {
        metadata: { namespace },
      });
    }
    const now = engine.clock.now();
    const made = { namespace, description, createdAt: now, updatedAt: now };
    await store.directory.insertNamespace(made);
    await store.directory.insertMembership({ namespace, agentId: caller.agentId, role: 'admin', createdAt: now });
    const deed = { action: 'CreateNamespace', targetKind: 'namespace', targetId: namespace, namespace } as const;
    await noteDeed(store, { engine, caller }, deed);
    return seenNamespace(store, caller, made);
  });
};
