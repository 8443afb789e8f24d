import type { RequestMemory } from '@tmws/engine';
import { toJsonObject } from '../column-values.ts';
import type { Session } from '../session.ts';

/** First answers to mutating calls in SQL. An entry that is out of date gives way to a new one. */
export const createRequestMemory = ({ database }: Session): RequestMemory => ({
  find: async (agentId, requestId, since) => {
    const row = await database
      .selectFrom('requests')
      .select(['digest', 'answer'])
      .where('agent_id', '=', agentId)
      .where('request_id', '=', requestId)
      .where('created_at', '>=', since.getTime())
      .executeTakeFirst();
    return row === undefined ? undefined : { digest: row.digest, answer: toJsonObject(row.answer) };
  },
  remember: async (entry) => {
    const content = {
      digest: entry.digest,
      answer: JSON.stringify(entry.answer),
      created_at: entry.at.getTime(),
    };
    await database
      .insertInto('requests')
      .values({ agent_id: entry.agentId, request_id: entry.requestId, ...content })
      .onConflict((conflict) => conflict.columns(['agent_id', 'request_id']).doUpdateSet(content))
      .execute();
  },
  forgetBefore: async (time) => {
    await database.deleteFrom('requests').where('created_at', '<', time.getTime()).execute();
  },
});
