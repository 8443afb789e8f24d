import type { DirectoryRepository, Namespace } from '@tmws/engine';
import type { Selectable } from 'kysely';
import { toDate } from '../column-values.ts';
import type { Tables } from '../entities/tables.ts';
import type { Session } from '../session.ts';
import { moveDefaults } from './directory-agents.ts';

const toNamespace = (row: Selectable<Tables['namespaces']>): Namespace => ({
  namespace: row.id,
  description: row.description ?? undefined,
  createdAt: toDate(row.created_at),
  updatedAt: toDate(row.updated_at ?? row.created_at),
});

type NamespaceMethods = Pick<
  DirectoryRepository,
  | 'findNamespace'
  | 'listNamespaces'
  | 'countMembers'
  | 'insertNamespace'
  | 'updateNamespace'
  | 'deleteNamespace'
  | 'patternIds'
>;

/** Namespaces as admins manage them, in SQL. */
export const createDirectoryNamespaces = (session: Session): NamespaceMethods => {
  const { database, changes } = session;
  return {
    findNamespace: async (namespace) => {
      const row = await database.selectFrom('namespaces').selectAll().where('id', '=', namespace).executeTakeFirst();
      return row === undefined ? undefined : toNamespace(row);
    },
    listNamespaces: async ({ namespaces, after, limit }) => {
      const rows = await database
        .selectFrom('namespaces')
        .selectAll()
        .$if(namespaces !== undefined, (found) => found.where('id', 'in', namespaces ?? []))
        .$if(after !== undefined, (found) => found.where('id', '>', after ?? ''))
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(toNamespace);
    },
    countMembers: async (namespace) => {
      const row = await database
        .selectFrom('memberships')
        .select((eb) => eb.fn.countAll().as('count'))
        .where('namespace_id', '=', namespace)
        .executeTakeFirstOrThrow();
      return Number(row.count);
    },
    insertNamespace: async (namespace) => {
      await database
        .insertInto('namespaces')
        .values({
          id: namespace.namespace,
          created_at: namespace.createdAt.getTime(),
          description: namespace.description ?? null,
        })
        .execute();
    },
    updateNamespace: async (namespace) => {
      await database
        .updateTable('namespaces')
        .set({ description: namespace.description ?? null, updated_at: namespace.updatedAt.getTime() })
        .where('id', '=', namespace.namespace)
        .execute();
    },
    deleteNamespace: async (namespace) => {
      await database.deleteFrom('memberships').where('namespace_id', '=', namespace).execute();
      await moveDefaults(session, { namespace });
      await database.deleteFrom('namespaces').where('id', '=', namespace).execute();
      changes.touch();
    },
    patternIds: async (namespace) => {
      const rows = await database.selectFrom('patterns').select('id').where('namespace_id', '=', namespace).execute();
      return rows.map(({ id }) => id);
    },
  };
};
