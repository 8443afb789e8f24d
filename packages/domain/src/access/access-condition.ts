import { all, any, type Condition, has, is, isIn, not } from '../condition/condition.ts';
import type { Caller } from '../identity/caller.ts';
import { ACCESS_LEVELS } from './access-level.ts';
import { ACCESS_TABLE, type AccessTable, type Entitlement } from './access-table.ts';

const ALWAYS = all();
const NEVER = any();

const entitlementCondition = (entitlement: Entitlement, caller: Caller): Condition => {
  switch (entitlement) {
    case 'owner':
      return isIn('agentId', [caller.agentId]);
    case 'namespace-member':
      return isIn(
        'namespace',
        caller.memberships.map((membership) => membership.namespace),
      );
    case 'shared-agent':
      return has('sharedWithAgents', caller.agentId);
    case 'every-agent':
      return ALWAYS;
    case 'system-admin':
      return caller.systemAdmin ? ALWAYS : NEVER;
    default:
      return entitlement satisfies never;
  }
};

const levelsCondition = (action: 'read' | 'change', caller: Caller, table: AccessTable): Condition =>
  any(
    ...ACCESS_LEVELS.map((level) =>
      all(
        isIn('accessLevel', [level]),
        any(...table[level][action].map((entitlement) => entitlementCondition(entitlement, caller))),
      ),
    ),
  );

/**
 * The patterns that a caller may read, as a condition: by the access table; a DRAFT is its owner's alone; a deleted
 * pattern is nobody's. Every path that shows patterns uses it.
 *
 * @param table - Another table than the product's is for the test that shows that each cell of it matters
 */
export const readableBy = (caller: Caller, table: AccessTable = ACCESS_TABLE): Condition =>
  all(
    not(is('isDeleted')),
    levelsCondition('read', caller, table),
    any(not(isIn('status', ['DRAFT'])), isIn('agentId', [caller.agentId])),
    // Whoever acts for an agent does so in its own namespaces only: the agent's patterns elsewhere stay the agent's.
    caller.actingBy?.within === undefined ? ALWAYS : isIn('namespace', caller.actingBy.within),
  );

/** The patterns that a caller may change, version and delete, by the same table. */
export const changeableBy = (caller: Caller, table: AccessTable = ACCESS_TABLE): Condition =>
  all(readableBy(caller, table), levelsCondition('change', caller, table));
