import type { Database } from '../entities/tables.ts';

/**
 * The ids of the agents who are wholly in the hands of who administers these namespaces: they belong to some of them,
 * to no other, and are no system admins.
 */
export const governedAgents = (database: Database, namespaces: readonly string[]) => {
  // No database but SQLite takes an empty list, and no namespace has an empty name.
  const administered = namespaces.length === 0 ? [''] : namespaces;
  const elsewhere = database
    .selectFrom('memberships')
    .select('memberships.agent_id')
    .where('memberships.namespace_id', 'not in', administered);
  return database
    .selectFrom('memberships')
    .innerJoin('agents', 'agents.id', 'memberships.agent_id')
    .select('memberships.agent_id')
    .where('memberships.namespace_id', 'in', administered)
    .where((eb) => eb('agents.system_admin', '=', eb.lit(false)))
    .where('memberships.agent_id', 'not in', elsewhere);
};
