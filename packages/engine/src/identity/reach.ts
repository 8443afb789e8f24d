import { type Caller, isAdminOf, isMember, namespacesWithAdminRole } from '@tmws/domain';
import type { Agent } from '../ports/directory-repository.ts';
import type { Store } from '../ports/store.ts';
import { namespaceNotFound, notAdmin } from './identity-errors.ts';

/** The namespaces that the caller sees; undefined: all, as a system admin. */
export const seenNamespaces = (caller: Caller): readonly string[] | undefined =>
  caller.systemAdmin ? undefined : caller.memberships.map(({ namespace }) => namespace);

/** The namespaces that the caller administers; undefined: all, as a system admin. */
export const administeredNamespaces = (caller: Caller): readonly string[] | undefined =>
  caller.systemAdmin ? undefined : namespacesWithAdminRole(caller);

/** Whether the caller sees a namespace and who is in it. */
export const seesNamespace = (caller: Caller, namespace: string): boolean =>
  caller.systemAdmin || isMember(caller, namespace);

/** @throws DomainError NAMESPACE_NOT_FOUND where the caller does not see it, NOT_ADMIN where it is only a member */
export const requireAdminOf = (caller: Caller, namespace: string): void => {
  if (!seesNamespace(caller, namespace)) throw namespaceNotFound(namespace);
  if (!isAdminOf(caller, namespace)) {
    throw notAdmin(`Only admins of namespace ${namespace} and system admins may do this.`, { namespace });
  }
};

/** Who is an admin of anything. @throws DomainError NOT_ADMIN */
export const requireSomeAdmin = (caller: Caller): void => {
  if (administeredNamespaces(caller)?.length !== 0) return;
  throw notAdmin('Only admins of a namespace and system admins may do this.');
};

/** All namespaces of an agent. */
export const namespacesOf = async (store: Store, agentId: string): Promise<readonly string[]> =>
  (await store.identity.memberships(agentId)).map(({ namespace }) => namespace);

/**
 * Whether an agent is wholly in the caller's hands, so that it may be ended and be given keys: anybody to a system
 * admin; to an admin of namespaces whoever belongs to those alone and is no system admin. A key acts in all of its
 * agent's namespaces, so less would lend an admin rights where it has none.
 */
export const governs = async (store: Store, caller: Caller, agent: Agent): Promise<boolean> => {
  const administered = administeredNamespaces(caller);
  if (administered === undefined) return true;
  if (agent.systemAdmin) return false;
  const namespaces = await namespacesOf(store, agent.agentId);
  return namespaces.length > 0 && namespaces.every((namespace) => administered.includes(namespace));
};
