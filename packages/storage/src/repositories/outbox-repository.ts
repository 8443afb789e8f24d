import type { Outbox } from '@tmws/engine';
import { inChunks } from '../in-chunks.ts';
import type { Session } from '../session.ts';

const MOST_ROWS = 1_000;

/** What the index must still learn, one entry a pattern at most. */
export const createOutbox = ({ database }: Session): Outbox => ({
  add: async (patternIds, at) => {
    for (const chunk of inChunks([...new Set(patternIds)], MOST_ROWS)) {
      // A new entry with a new number: whoever completes the older one cannot take this change with it.
      await database.deleteFrom('outbox').where('pattern_id', 'in', chunk).execute();
      await database
        .insertInto('outbox')
        .values(chunk.map((patternId) => ({ pattern_id: patternId, stage: 'words', created_at: at.getTime() })))
        .execute();
    }
  },
  pending: async (stage, limit) => {
    const rows = await database
      .selectFrom('outbox')
      .select(['sequence', 'pattern_id'])
      .where('stage', '=', stage)
      .orderBy('sequence')
      .limit(limit)
      .execute();
    return rows.map((row) => ({ sequence: row.sequence, patternId: row.pattern_id }));
  },
  countPending: async (stage) => {
    const row = await database
      .selectFrom('outbox')
      .select((eb) => eb.fn.countAll().as('count'))
      .where('stage', '=', stage)
      .executeTakeFirstOrThrow();
    return Number(row.count);
  },
  markWords: async (sequences) => {
    for (const chunk of inChunks(sequences, MOST_ROWS)) {
      await database.updateTable('outbox').set({ stage: 'meaning' }).where('sequence', 'in', chunk).execute();
    }
  },
  complete: async (sequences) => {
    for (const chunk of inChunks(sequences, MOST_ROWS)) {
      await database.deleteFrom('outbox').where('sequence', 'in', chunk).execute();
    }
  },
});
