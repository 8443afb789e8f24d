import type { DemandRepository } from '@tmws/engine';
import { inChunks } from '../in-chunks.ts';
import type { Session } from '../session.ts';

const MOST_ROWS = 1_000;

/** Searches made, in SQL. */
export const createDemandRepository = ({ database }: Session): DemandRepository => ({
  insertMany: async (entries) => {
    for (const chunk of inChunks(entries, MOST_ROWS)) {
      await database
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
    await database.deleteFrom('demand').where('created_at', '<', time.getTime()).execute();
  },
});
