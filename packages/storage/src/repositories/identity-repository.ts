import { type Role, SYSTEM_AGENT } from '@tmws/domain';
import type { IdentityRepository } from '@tmws/engine';
import { toFlag } from '../column-values.ts';
import type { Session } from '../session.ts';

const toRole = (value: string): Role => (value === 'admin' ? 'admin' : 'member');

const provisionAgent = async (session: Session, agentId: string, namespace: string): Promise<boolean> => {
  const { database } = session;
  const at = session.now().getTime();
  const known = await database
    .selectFrom('agents')
    .select(['id', 'deleted_at'])
    .where('id', '=', agentId)
    .executeTakeFirst();
  if (known !== undefined && known.deleted_at === null) return false;
  if (known !== undefined) {
    await database
      .updateTable('agents')
      .set({ deleted_at: null, default_namespace: namespace })
      .where('id', '=', agentId)
      .execute();
    return true;
  }
  const other = await database.selectFrom('agents').select('id').where('id', '!=', SYSTEM_AGENT).executeTakeFirst();
  await database
    .insertInto('agents')
    .values((eb) => ({
      id: agentId,
      default_namespace: namespace,
      system_admin: eb.lit(other === undefined),
      created_at: at,
    }))
    .execute();
  return true;
};

/** Agents, namespaces and memberships in SQL. */
export const createIdentityRepository = (session: Session): IdentityRepository => ({
  findAgent: async (agentId) => {
    const row = await session.database
      .selectFrom('agents')
      .select(['id', 'default_namespace', 'system_admin'])
      .where('id', '=', agentId)
      .where('deleted_at', 'is', null)
      .executeTakeFirst();
    if (row === undefined) return undefined;
    return { agentId: row.id, defaultNamespace: row.default_namespace, systemAdmin: toFlag(row.system_admin) };
  },
  memberships: async (agentId) => {
    const rows = await session.database
      .selectFrom('memberships')
      .select(['namespace_id', 'role'])
      .where('agent_id', '=', agentId)
      .orderBy('namespace_id')
      .execute();
    return rows.map((row) => ({ namespace: row.namespace_id, role: toRole(row.role) }));
  },
  provision: async (agentId, namespace) => {
    const { database, changes } = session;
    const at = session.now().getTime();
    await database
      .insertInto('namespaces')
      .values({ id: namespace, created_at: at })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
    const agentAdded = await provisionAgent(session, agentId, namespace);
    const membership = await database
      .insertInto('memberships')
      .values({ agent_id: agentId, namespace_id: namespace, role: 'member', created_at: at })
      .onConflict((conflict) => conflict.columns(['agent_id', 'namespace_id']).doNothing())
      .executeTakeFirst();
    if (agentAdded || (membership.numInsertedOrUpdatedRows ?? 0n) > 0n) changes.touch();
  },
});
