import type { UsageRepository } from '@tmws/engine';
import type { Session } from '../session.ts';

/** The history of use in SQL. */
export const createUsageRepository = ({ database, changes }: Session): UsageRepository => ({
  insert: async (usage) => {
    await database
      .insertInto('usages')
      .values((eb) => ({
        id: usage.id,
        pattern_id: usage.patternId,
        agent_id: usage.agentId,
        execution_time: usage.executionTime ?? null,
        success: eb.lit(usage.success ?? null),
        context_data: usage.contextData === undefined ? null : JSON.stringify(usage.contextData),
        used_at: usage.usedAt.getTime(),
        counts_in_effectiveness: eb.lit(usage.countsInEffectiveness),
        application_id: usage.applicationId ?? null,
      }))
      .execute();
    if (usage.applicationId !== undefined && usage.success !== undefined) {
      await database
        .updateTable('application_patterns')
        .set({ usage_id: usage.id })
        .where('application_id', '=', usage.applicationId)
        .where('pattern_id', '=', usage.patternId)
        .execute();
    }
    changes.touch();
  },
  countedOutcomes: async (patternId, agentId, since) => {
    const row = await database
      .selectFrom('usages')
      .select((eb) => eb.fn.countAll().as('count'))
      .where('pattern_id', '=', patternId)
      .where('agent_id', '=', agentId)
      .where('used_at', '>=', since.getTime())
      .where('success', 'is not', null)
      .where((eb) => eb('counts_in_effectiveness', '=', eb.lit(true)))
      .executeTakeFirstOrThrow();
    return Number(row.count);
  },
});
