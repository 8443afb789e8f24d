import { all, type Caller, isIn, readableBy } from '@tmws/domain';
import type { Namespace } from '../../ports/directory-repository.ts';
import type { Store } from '../../ports/store.ts';
import { namespaceNotFound } from '../identity-errors.ts';
import { seesNamespace } from '../reach.ts';

/** A namespace with what the caller may count in it. */
export interface SeenNamespace extends Namespace {
  readonly memberCount: number;
  /** Of its patterns that the caller may read. */
  readonly patternCount: number;
}

/** What the caller sees of a namespace. */
export const seenNamespace = async (store: Store, caller: Caller, namespace: Namespace): Promise<SeenNamespace> => ({
  ...namespace,
  memberCount: await store.directory.countMembers(namespace.namespace),
  patternCount: await store.patterns.count(all(readableBy(caller), isIn('namespace', [namespace.namespace]))),
});

/** A namespace of the caller's, any to a system admin. @throws DomainError NAMESPACE_NOT_FOUND */
export const findSeenNamespace = async (store: Store, caller: Caller, name: string): Promise<Namespace> => {
  const namespace = seesNamespace(caller, name) ? await store.directory.findNamespace(name) : undefined;
  if (namespace === undefined) throw namespaceNotFound(name);
  return namespace;
};
