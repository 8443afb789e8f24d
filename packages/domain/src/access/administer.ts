import { all, type Condition, evaluate, is, isIn, not } from '../condition/condition.ts';
import type { Caller } from '../identity/caller.ts';
import { conditionSubject, type Pattern } from '../pattern/pattern.ts';

/** Whether the caller is an admin of the namespace; a system admin is one of each. */
export const isAdminOf = (caller: Caller, namespace: string): boolean =>
  caller.systemAdmin ||
  caller.memberships.some((membership) => membership.namespace === namespace && membership.role === 'admin');

/** The namespaces in which the caller's role is admin; a system admin's rights elsewhere are not among them. */
export const namespacesWithAdminRole = (caller: Caller): readonly string[] =>
  caller.memberships.filter(({ role }) => role === 'admin').map(({ namespace }) => namespace);

/**
 * The patterns that a caller gets, lists, changes, deletes and exports in calls that set `as_admin`: all of the
 * namespaces that it administers, drafts too, but no SYSTEM ones and no deleted ones. Search, apply, recommendation,
 * analytics and MCP never use it.
 */
export const administrableBy = (caller: Caller): Condition => {
  return all(
    not(is('isDeleted')),
    not(isIn('accessLevel', ['SYSTEM'])),
    caller.systemAdmin ? all() : isIn('namespace', namespacesWithAdminRole(caller)),
  );
};

/** Whether the caller may administer the pattern: see {@link administrableBy}. */
export const canAdminister = (caller: Caller, pattern: Pattern): boolean =>
  evaluate(administrableBy(caller), conditionSubject(pattern));
