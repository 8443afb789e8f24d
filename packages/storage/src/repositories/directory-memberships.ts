import type { DirectoryRepository, MembershipListQuery, MembershipRecord } from '@tmws/engine';
import type { Selectable } from 'kysely';
import { toDate } from '../column-values.ts';
import type { Tables } from '../entities/tables.ts';
import type { Session } from '../session.ts';
import { moveDefaults } from './directory-agents.ts';

const toMembership = (row: Selectable<Tables['memberships']>): MembershipRecord => ({
  namespace: row.namespace_id,
  agentId: row.agent_id,
  role: row.role === 'admin' ? 'admin' : 'member',
  createdAt: toDate(row.created_at),
});

const list = ({ database }: Session, query: MembershipListQuery) => {
  const { namespaces, agentId, after } = query;
  return database
    .selectFrom('memberships')
    .selectAll()
    .$if(namespaces !== undefined, (found) => found.where('namespace_id', 'in', namespaces ?? []))
    .$if(agentId !== undefined, (found) => found.where('agent_id', '=', agentId ?? ''))
    .$if(after !== undefined, (found) =>
      found.where((eb) =>
        eb.or([
          eb('namespace_id', '>', after?.namespace ?? ''),
          eb.and([eb('namespace_id', '=', after?.namespace ?? ''), eb('agent_id', '>', after?.agentId ?? '')]),
        ]),
      ),
    )
    .orderBy('namespace_id')
    .orderBy('agent_id')
    .limit(query.limit)
    .execute();
};

type MembershipMethods = Pick<
  DirectoryRepository,
  | 'findMembership'
  | 'listMemberships'
  | 'insertMembership'
  | 'updateRole'
  | 'deleteMembership'
  | 'namespacesOnlyAdministeredBy'
>;

/** Memberships as admins manage them, in SQL. */
export const createDirectoryMemberships = (session: Session): MembershipMethods => {
  const { database, changes } = session;
  return {
    findMembership: async (namespace, agentId) => {
      const row = await database
        .selectFrom('memberships')
        .selectAll()
        .where('namespace_id', '=', namespace)
        .where('agent_id', '=', agentId)
        .executeTakeFirst();
      return row === undefined ? undefined : toMembership(row);
    },
    listMemberships: async (query) => (await list(session, query)).map(toMembership),
    insertMembership: async (membership) => {
      await database
        .insertInto('memberships')
        .values({
          agent_id: membership.agentId,
          namespace_id: membership.namespace,
          role: membership.role,
          created_at: membership.createdAt.getTime(),
        })
        .execute();
      changes.touch();
    },
    updateRole: async (membership) => {
      await database
        .updateTable('memberships')
        .set({ role: membership.role })
        .where('namespace_id', '=', membership.namespace)
        .where('agent_id', '=', membership.agentId)
        .execute();
      changes.touch();
    },
    deleteMembership: async (namespace, agentId) => {
      await database
        .deleteFrom('memberships')
        .where('namespace_id', '=', namespace)
        .where('agent_id', '=', agentId)
        .execute();
      await moveDefaults(session, { namespace, agentId });
      changes.touch();
    },
    namespacesOnlyAdministeredBy: async (agentId) => {
      const others = database
        .selectFrom('memberships as other')
        .select('other.namespace_id')
        .where('other.role', '=', 'admin')
        .where('other.agent_id', '!=', agentId);
      const rows = await database
        .selectFrom('memberships')
        .select('namespace_id')
        .where('agent_id', '=', agentId)
        .where('role', '=', 'admin')
        .where('namespace_id', 'not in', others)
        .orderBy('namespace_id')
        .execute();
      return rows.map((row) => row.namespace_id);
    },
  };
};
