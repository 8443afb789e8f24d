import type { ApplicationRepository } from '@tmws/engine';
import { toDate } from '../column-values.ts';
import type { Session } from '../session.ts';

/** Answers of apply_pattern in SQL. */
export const createApplicationRepository = (session: Session): ApplicationRepository => ({
  insert: async (application) => {
    const { database } = session;
    await database
      .insertInto('applications')
      .values({
        id: application.id,
        agent_id: application.agentId,
        query: application.query,
        created_at: application.at.getTime(),
        mentioned_at: application.isMentioned ? application.at.getTime() : null,
      })
      .execute();
    if (application.patterns.length === 0) return;
    // One that was purged since the search must not keep the others from being remembered.
    const present = await database
      .selectFrom('patterns')
      .select('id')
      .where(
        'id',
        'in',
        application.patterns.map((pattern) => pattern.patternId),
      )
      .execute();
    const ids = new Set(present.map((row) => row.id));
    const kept = application.patterns.filter((pattern) => ids.has(pattern.patternId));
    if (kept.length === 0) return;
    await database
      .insertInto('application_patterns')
      .values(
        kept.map((pattern) => ({
          application_id: application.id,
          pattern_id: pattern.patternId,
          rank: pattern.rank,
          similarity: pattern.similarity,
        })),
      )
      .execute();
  },
  find: async (id) => {
    const { database } = session;
    const row = await database.selectFrom('applications').select('agent_id').where('id', '=', id).executeTakeFirst();
    if (row === undefined) return undefined;
    const patterns = await database
      .selectFrom('application_patterns')
      .select(['pattern_id', 'usage_id'])
      .where('application_id', '=', id)
      .execute();
    const usageIds = patterns.map((pattern) => [pattern.pattern_id, pattern.usage_id ?? undefined] as const);
    return { agentId: row.agent_id, usageIds: new Map(usageIds) };
  },
  takeOpen: async (agentId, before) => {
    const { database } = session;
    const row = await database
      .selectFrom('applications')
      .select(['id', 'query', 'created_at'])
      .where('agent_id', '=', agentId)
      .where('created_at', '<', before.getTime())
      .where('mentioned_at', 'is', null)
      .where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom('application_patterns')
              .select('application_patterns.rank')
              .whereRef('application_patterns.application_id', '=', 'applications.id')
              .where('application_patterns.usage_id', 'is not', null),
          ),
        ),
      )
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst();
    if (row === undefined) return undefined;
    await database
      .updateTable('applications')
      .set({ mentioned_at: session.now().getTime() })
      .where('id', '=', row.id)
      .execute();
    const patterns = await database
      .selectFrom('application_patterns')
      .select('pattern_id')
      .where('application_id', '=', row.id)
      .orderBy('rank')
      .execute();
    const patternIds = patterns.map((pattern) => pattern.pattern_id);
    return { id: row.id, query: row.query, at: toDate(row.created_at), patternIds };
  },
});
