import type { EvolutionRepository } from '@tmws/engine';
import type { Session } from '../session.ts';

/** Calls of evolve_pattern in SQL. */
export const createEvolutionRepository = ({ database, changes }: Session): EvolutionRepository => ({
  insert: async (evolution) => {
    await database
      .insertInto('evolutions')
      .values((eb) => ({
        id: evolution.id,
        pattern_id: evolution.patternId,
        agent_id: evolution.agentId,
        kind: evolution.kind,
        success: eb.lit(evolution.success ?? null),
        notes: evolution.notes ?? null,
        application_id: evolution.applicationId ?? null,
        created_at: evolution.at.getTime(),
      }))
      .execute();
    changes.touch();
  },
  count: async (patternId) => {
    const row = await database
      .selectFrom('evolutions')
      .select((eb) => eb.fn.countAll().as('count'))
      .where('pattern_id', '=', patternId)
      .executeTakeFirstOrThrow();
    return Number(row.count);
  },
});
