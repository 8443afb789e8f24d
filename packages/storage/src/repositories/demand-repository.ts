import type { DemandRepository } from '@tmws/engine';
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { Tables } from '../entities/tables.ts';
import { inChunks } from '../in-chunks.ts';
import type { Session } from '../session.ts';

const MOST_ROWS = 1_000;

/** Of the searches of a namespace so many of the last ones are looked at, which bounds the work of one call. */
const MOST_SEARCHES = 20_000;

type DemandExpressions = ExpressionBuilder<Tables, 'demand'>;

/** The last searches that pass, by namespace through the index. */
const lastSearches = (
  { database }: Session,
  namespaces: readonly string[],
  since: Date,
  passes: (eb: DemandExpressions) => Expression<SqlBool>,
) =>
  database
    .selectFrom('demand')
    .select(['namespace', 'agent_id', 'query', 'created_at'])
    .where('namespace', 'in', namespaces)
    .where('created_at', '>=', since.getTime())
    .where(passes)
    .orderBy('created_at', 'desc')
    .limit(MOST_SEARCHES)
    .as('searches');

/** Searches made, in SQL. */
export const createDemandRepository = (session: Session): DemandRepository => ({
  insertMany: async (entries) => {
    for (const chunk of inChunks(entries, MOST_ROWS)) {
      await session.database
        .insertInto('demand')
        .values(
          chunk.map((entry) => ({
            id: entry.id,
            namespace: entry.namespace,
            agent_id: entry.agentId,
            query: entry.query,
            best_similarity: entry.bestSimilarity ?? null,
            created_at: entry.at.getTime(),
          })),
        )
        .execute();
    }
  },
  forgetBefore: async (time) => {
    await session.database.deleteFrom('demand').where('created_at', '<', time.getTime()).execute();
  },
  unanswered: async ({ namespaces, of, below, since, limit }) => {
    if (namespaces.length === 0) return [];
    await session.breathe();
    const searches = lastSearches(session, namespaces, since, (eb) =>
      eb.and([
        eb('agent_id', of.whose === 'own' ? '=' : '!=', of.agentId),
        eb.or([eb('best_similarity', 'is', null), eb('best_similarity', '<', below)]),
      ]),
    );
    const rows = await session.database
      .selectFrom(searches)
      .select((eb) => ['namespace', 'agent_id', 'query', eb.fn.countAll<number>().as('count')])
      .groupBy(['namespace', 'agent_id', 'query'])
      .orderBy(sql`count(*)`, 'desc')
      .orderBy(sql`max(created_at)`, 'desc')
      .orderBy('query')
      .orderBy('agent_id')
      .limit(limit)
      .execute();
    return rows.map((row) => ({
      namespace: row.namespace,
      agentId: row.agent_id,
      query: row.query,
      count: Number(row.count),
    }));
  },
  requestsOf: async ({ namespaces, agentId, since, recentSince, earlierSince, limit }) => {
    if (namespaces.length === 0) return [];
    await session.breathe();
    const recent = recentSince.getTime();
    const earlier = earlierSince.getTime();
    const rows = await session.database
      .selectFrom(lastSearches(session, namespaces, since, (eb) => eb('agent_id', '=', agentId)))
      .select((eb) => [
        'query',
        eb.fn.countAll<number>().as('count'),
        sql<number>`sum(case when created_at >= ${recent} then 1 else 0 end)`.as('recent'),
        sql<number>`sum(case when created_at >= ${earlier} and created_at < ${recent} then 1 else 0 end)`.as('earlier'),
      ])
      .groupBy('query')
      .orderBy(sql`count(*)`, 'desc')
      .orderBy('query')
      .limit(limit)
      .execute();
    return rows.map((row) => ({
      query: row.query,
      count: Number(row.count),
      recentCount: Number(row.recent),
      earlierCount: Number(row.earlier),
    }));
  },
});
