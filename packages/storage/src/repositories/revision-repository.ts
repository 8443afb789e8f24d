import type { PatternContent } from '@tmws/domain';
import type { Revision, RevisionRepository } from '@tmws/engine';
import type { Selectable } from 'kysely';
import { toDate, toJsonObject } from '../column-values.ts';
import type { Tables } from '../entities/tables.ts';
import { fromRevisionContent } from '../pattern-mapper.ts';
import type { Session } from '../session.ts';

const toContent = (content: unknown): PatternContent | undefined =>
  content === null ? undefined : fromRevisionContent(toJsonObject(content));

const toRevision = (row: Selectable<Tables['revisions']>): Revision => ({
  patternId: row.pattern_id,
  number: row.number,
  agentId: row.agent_id,
  actingFor: row.acting_for ?? undefined,
  reason: row.reason ?? undefined,
  createdAt: toDate(row.created_at),
  content: toContent(row.content),
});

/** Revisions in SQL. */
export const createRevisionRepository = ({ database, changes }: Session): RevisionRepository => ({
  find: async (patternId, number) => {
    const row = await database
      .selectFrom('revisions')
      .selectAll()
      .where('pattern_id', '=', patternId)
      .where('number', '=', number)
      .executeTakeFirst();
    return row === undefined ? undefined : toRevision(row);
  },
  list: async (patternId, { before, limit }) => {
    const rows = await database
      .selectFrom('revisions')
      .selectAll()
      .where('pattern_id', '=', patternId)
      .$if(before !== undefined, (asked) => asked.where('number', '<', before ?? 0))
      .orderBy('number', 'desc')
      .limit(limit)
      .execute();
    return rows.map(toRevision);
  },
  redact: async (patternId, number, { agentId, at }) => {
    await database
      .updateTable('revisions')
      .set({ content: null, redacted_at: at.getTime(), redacted_by: agentId })
      .where('pattern_id', '=', patternId)
      .where('number', '=', number)
      .execute();
    changes.touch();
    changes.erase();
  },
});
