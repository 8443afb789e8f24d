import type { Scope } from '@tmws/domain';
import type { ApiKey, ApiKeyListQuery, ApiKeyRepository } from '@tmws/engine';
import type { Selectable } from 'kysely';
import { fromOptionalDate, toDate, toOptionalDate } from '../column-values.ts';
import type { Tables } from '../entities/tables.ts';
import type { Session } from '../session.ts';
import { governedAgents } from './governed-agents.ts';

type ApiKeyRow = Selectable<Tables['api_keys']>;

/** The list in a JSON column: its text, or what a driver has parsed already. */
const toScopes = (value: unknown): readonly Scope[] =>
  JSON.parse(typeof value === 'string' ? value : JSON.stringify(value));

const toApiKey = (row: ApiKeyRow): ApiKey => ({
  id: row.id,
  agentId: row.agent_id,
  scopes: toScopes(row.scopes),
  description: row.description === '' ? undefined : row.description,
  prefix: row.prefix,
  hash: row.hash,
  createdBy: row.created_by,
  createdAt: toDate(row.created_at),
  expiresAt: toOptionalDate(row.expires_at),
  revokedAt: toOptionalDate(row.revoked_at),
  lastUsedAt: toOptionalDate(row.last_used_at),
  oldHash: row.old_hash ?? undefined,
  oldSecretEndsAt: toOptionalDate(row.old_secret_ends_at),
});

const changingColumns = (key: ApiKey) => ({
  agent_id: key.agentId,
  description: key.description ?? '',
  prefix: key.prefix,
  hash: key.hash,
  scopes: JSON.stringify(key.scopes),
  expires_at: fromOptionalDate(key.expiresAt),
  revoked_at: fromOptionalDate(key.revokedAt),
  old_hash: key.oldHash ?? null,
  old_secret_ends_at: fromOptionalDate(key.oldSecretEndsAt),
});

const list = ({ database }: Session, query: ApiKeyListQuery) => {
  const { administered, after, livingAt, only } = query;
  return database
    .selectFrom('api_keys')
    .selectAll()
    .$if(administered !== undefined, (found) =>
      found.where((eb) =>
        eb.or([
          eb('api_keys.agent_id', '=', query.agentId),
          eb('api_keys.agent_id', 'in', governedAgents(database, administered ?? [])),
        ]),
      ),
    )
    .$if(only !== undefined, (found) => found.where('agent_id', '=', only ?? ''))
    .$if(livingAt !== undefined, (found) =>
      found
        .where('revoked_at', 'is', null)
        .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', livingAt?.getTime() ?? 0)])),
    )
    .$if(after !== undefined, (found) =>
      found.where((eb) => {
        const time = after?.createdAt.getTime() ?? 0;
        const later = eb.and([eb('created_at', '=', time), eb('id', '<', after?.id ?? '')]);
        return eb.or([eb('created_at', '<', time), later]);
      }),
    )
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(query.limit)
    .execute();
};

/** Keys over TCP in SQL. */
export const createApiKeyRepository = (session: Session): ApiKeyRepository => {
  const { database } = session;
  return {
    insert: async (key) => {
      const fixed = { id: key.id, created_by: key.createdBy, created_at: key.createdAt.getTime() };
      await database
        .insertInto('api_keys')
        .values({ ...fixed, ...changingColumns(key), last_used_at: fromOptionalDate(key.lastUsedAt) })
        .execute();
    },
    find: async (id) => {
      const row = await database.selectFrom('api_keys').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? undefined : toApiKey(row);
    },
    findByHash: async (hash) => {
      const row = await database
        .selectFrom('api_keys')
        .selectAll()
        .where((eb) => eb.or([eb('hash', '=', hash), eb('old_hash', '=', hash)]))
        .executeTakeFirst();
      return row === undefined ? undefined : toApiKey(row);
    },
    list: async (query) => (await list(session, query)).map(toApiKey),
    update: async (key) => {
      await database.updateTable('api_keys').set(changingColumns(key)).where('id', '=', key.id).execute();
    },
    touch: async (id, at) => {
      await database.updateTable('api_keys').set({ last_used_at: at.getTime() }).where('id', '=', id).execute();
    },
  };
};
