import type { Usage, UsageListQuery, UsageRepository } from '@tmws/engine';
import type { Selectable } from 'kysely';
import { toDate, toFlag, toJsonObject, toOptionalDate } from '../column-values.ts';
import type { Tables } from '../entities/tables.ts';
import type { Session } from '../session.ts';

const REFRESHED_KEY = 'effectiveness_refreshed';

const contextText = (usage: Usage): string | null =>
  usage.contextData === undefined ? null : JSON.stringify(usage.contextData);

const toUsage = (row: Selectable<Tables['usages']>): Usage => ({
  id: row.id,
  patternId: row.pattern_id,
  agentId: row.agent_id,
  executionTime: row.execution_time ?? undefined,
  success: row.success === null ? undefined : toFlag(row.success),
  contextData: row.context_data === null ? undefined : toJsonObject(row.context_data),
  usedAt: toDate(row.used_at),
  countsInEffectiveness: toFlag(row.counts_in_effectiveness),
  applicationId: row.application_id ?? undefined,
});

/** An outcome is reported once for each answer and pattern, so that this never replaces another use. */
const reportOutcome = async ({ database }: Session, usage: Usage): Promise<void> => {
  if (usage.applicationId === undefined || usage.success === undefined) return;
  await database
    .updateTable('application_patterns')
    .set({ usage_id: usage.id })
    .where('application_id', '=', usage.applicationId)
    .where('pattern_id', '=', usage.patternId)
    .execute();
};

const insert = async (session: Session, usage: Usage): Promise<void> => {
  // A pattern from elsewhere brings thousands.
  await session.breathe();
  await session.database
    .insertInto('usages')
    .values((eb) => ({
      id: usage.id,
      pattern_id: usage.patternId,
      agent_id: usage.agentId,
      execution_time: usage.executionTime ?? null,
      success: eb.lit(usage.success ?? null),
      context_data: contextText(usage),
      used_at: usage.usedAt.getTime(),
      counts_in_effectiveness: eb.lit(usage.countsInEffectiveness),
      application_id: usage.applicationId ?? null,
    }))
    .execute();
  await reportOutcome(session, usage);
  session.changes.touch();
};

const saveOutcome = async (session: Session, usage: Usage, at: Date): Promise<void> => {
  await session.database
    .updateTable('usages')
    .set((eb) => ({
      execution_time: usage.executionTime ?? null,
      success: eb.lit(usage.success ?? null),
      context_data: contextText(usage),
      counts_in_effectiveness: eb.lit(usage.countsInEffectiveness),
      outcome_at: at.getTime(),
    }))
    .where('id', '=', usage.id)
    .execute();
  await reportOutcome(session, usage);
  session.changes.touch();
};

const list = async ({ database }: Session, query: UsageListQuery): Promise<readonly Usage[]> => {
  const { agentId, since, after } = query;
  const rows = await database
    .selectFrom('usages')
    .selectAll()
    .where('pattern_id', '=', query.patternId)
    .$if(agentId !== undefined, (uses) => uses.where('agent_id', '=', agentId ?? ''))
    .$if(since !== undefined, (uses) => uses.where('used_at', '>=', since?.getTime() ?? 0))
    .$if(query.outcome === 'none', (uses) => uses.where('success', 'is', null))
    .$if(after !== undefined, (uses) => {
      const time = after?.usedAt.getTime() ?? 0;
      const id = after?.id ?? '';
      return uses.where((eb) =>
        eb.or([eb('used_at', '<', time), eb.and([eb('used_at', '=', time), eb('id', '<', id)])]),
      );
    })
    .orderBy('used_at', 'desc')
    .orderBy('id', 'desc')
    .limit(query.limit)
    .execute();
  return rows.map(toUsage);
};

const countedOutcomes = async (
  { database }: Session,
  { patternId, agentId, since }: { readonly patternId: string; readonly agentId: string; readonly since: Date },
): Promise<number> => {
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
};

/** The ranking values that age, and when they were brought up to date. */
const createEffectiveness = ({
  database,
  changes,
}: Session): Pick<
  UsageRepository,
  'restingEffectiveness' | 'saveEffectiveness' | 'effectivenessRefreshedAt' | 'noteEffectivenessRefreshed'
> => ({
  restingEffectiveness: async ({ before, after, limit }) => {
    const rows = await database
      .selectFrom('patterns')
      .select(['id', 'decayed_successes', 'decayed_failures', 'decayed_at', 'effectiveness'])
      .where('id', '>', after)
      .where('decayed_at', '<', before.getTime())
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map((row) => ({
      patternId: row.id,
      decayedSuccesses: row.decayed_successes,
      decayedFailures: row.decayed_failures,
      decayedAt: toOptionalDate(row.decayed_at),
      effectiveness: row.effectiveness,
    }));
  },
  saveEffectiveness: async (values) => {
    for (const { patternId, effectiveness } of values) {
      await database.updateTable('patterns').set({ effectiveness }).where('id', '=', patternId).execute();
    }
    if (values.length > 0) changes.touch();
  },
  effectivenessRefreshedAt: async () => {
    const row = await database
      .selectFrom('settings')
      .select('updated_at')
      .where('key', '=', REFRESHED_KEY)
      .executeTakeFirst();
    return row === undefined ? undefined : toDate(row.updated_at);
  },
  noteEffectivenessRefreshed: async (at) => {
    const content = { value: '{}', updated_at: at.getTime() };
    await database
      .insertInto('settings')
      .values({ key: REFRESHED_KEY, ...content })
      .onConflict((conflict) => conflict.column('key').doUpdateSet(content))
      .execute();
  },
});

/** The history of use in SQL. */
export const createUsageRepository = (session: Session): UsageRepository => ({
  insert: (usage) => insert(session, usage),
  find: async (id) => {
    const row = await session.database.selectFrom('usages').selectAll().where('id', '=', id).executeTakeFirst();
    return row === undefined ? undefined : toUsage(row);
  },
  list: (query) => list(session, query),
  saveOutcome: (usage, at) => saveOutcome(session, usage, at),
  countedOutcomes: (patternId, agentId, since) => countedOutcomes(session, { patternId, agentId, since }),
  ...createEffectiveness(session),
});
