import { DEFAULT_NAMESPACE, SYSTEM_AGENT } from '@tmws/domain';
import type { Agent, AgentListQuery, DirectoryRepository } from '@tmws/engine';
import type { Selectable } from 'kysely';
import { toDate, toFlag } from '../column-values.ts';
import type { Tables } from '../entities/tables.ts';
import type { Session } from '../session.ts';

type AgentRow = Selectable<Tables['agents']>;

const toAgent = (row: AgentRow): Agent => ({
  agentId: row.id,
  description: row.description ?? undefined,
  defaultNamespace: row.default_namespace,
  systemAdmin: toFlag(row.system_admin),
  createdAt: toDate(row.created_at),
  updatedAt: toDate(row.updated_at ?? row.created_at),
});

const livingAgents = ({ database }: Session) =>
  database.selectFrom('agents').selectAll().where('deleted_at', 'is', null).where('id', '!=', SYSTEM_AGENT);

const listAgents = (session: Session, query: AgentListQuery) => {
  const { namespaces, namespace, after } = query;
  const members = (of: readonly string[]) =>
    session.database.selectFrom('memberships').select('agent_id').where('namespace_id', 'in', of);
  return livingAgents(session)
    .$if(namespaces !== undefined, (found) =>
      found.where((eb) => eb.or([eb('id', 'in', members(namespaces ?? [])), eb('id', '=', query.self)])),
    )
    .$if(namespace !== undefined, (found) => found.where('id', 'in', members([namespace ?? ''])))
    .$if(after !== undefined, (found) => found.where('id', '>', after ?? ''))
    .orderBy('id')
    .limit(query.limit)
    .execute();
};

/**
 * Gives the agents whose default is this namespace another one that is theirs: the first by name, else `default`, of
 * which they do not become members by that.
 */
export const moveDefaults = async (
  { database }: Session,
  moved: { readonly namespace: string; readonly agentId?: string },
): Promise<void> => {
  const { namespace, agentId } = moved;
  await database
    .updateTable('agents')
    .set((eb) => ({
      default_namespace: eb.fn.coalesce(
        eb
          .selectFrom('memberships')
          .select('memberships.namespace_id')
          .whereRef('memberships.agent_id', '=', 'agents.id')
          .where('memberships.namespace_id', '!=', namespace)
          .orderBy('memberships.namespace_id')
          .limit(1),
        eb.val(DEFAULT_NAMESPACE),
      ),
    }))
    .where('default_namespace', '=', namespace)
    .$if(agentId !== undefined, (found) => found.where('id', '=', agentId ?? ''))
    .execute();
};

type AgentMethods = Pick<
  DirectoryRepository,
  'findAgent' | 'listAgents' | 'insertAgent' | 'updateAgent' | 'deleteAgent' | 'countSystemAdmins'
>;

/** Agents as admins manage them, in SQL. */
export const createDirectoryAgents = (session: Session): AgentMethods => ({
  findAgent: async (agentId) => {
    const row = await livingAgents(session).where('id', '=', agentId).executeTakeFirst();
    return row === undefined ? undefined : toAgent(row);
  },
  listAgents: async (query) => (await listAgents(session, query)).map(toAgent),
  insertAgent: async (agent) => {
    const { database, changes } = session;
    await database
      .insertInto('agents')
      .values((eb) => ({
        id: agent.agentId,
        default_namespace: agent.defaultNamespace,
        system_admin: eb.lit(agent.systemAdmin),
        created_at: agent.createdAt.getTime(),
        description: agent.description ?? null,
      }))
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet((eb) => ({
          default_namespace: agent.defaultNamespace,
          system_admin: eb.lit(agent.systemAdmin),
          created_at: agent.createdAt.getTime(),
          description: agent.description ?? null,
          updated_at: null,
          deleted_at: null,
        })),
      )
      .execute();
    changes.touch();
  },
  updateAgent: async (agent) => {
    await session.database
      .updateTable('agents')
      .set({
        default_namespace: agent.defaultNamespace,
        description: agent.description ?? null,
        updated_at: agent.updatedAt.getTime(),
      })
      .where('id', '=', agent.agentId)
      .execute();
  },
  deleteAgent: async (agentId, at) => {
    const { database, changes } = session;
    await database.deleteFrom('memberships').where('agent_id', '=', agentId).execute();
    await database.deleteFrom('api_keys').where('agent_id', '=', agentId).execute();
    await database
      .updateTable('agents')
      .set((eb) => ({ deleted_at: at.getTime(), system_admin: eb.lit(false), default_namespace: DEFAULT_NAMESPACE }))
      .where('id', '=', agentId)
      .execute();
    changes.touch();
  },
  countSystemAdmins: async () => {
    const row = await session.database
      .selectFrom('agents')
      .select((eb) => eb.fn.countAll().as('count'))
      .where((eb) => eb('system_admin', '=', eb.lit(true)))
      .where('deleted_at', 'is', null)
      .executeTakeFirstOrThrow();
    return Number(row.count);
  },
});
