import type { Condition } from '@tmws/domain';
import type { OpportunityRepository, OpportunityScope, RecordedActivity } from '@tmws/engine';
import { sql } from 'kysely';
import { conditionSql } from '../condition-sql.ts';
import type { Session } from '../session.ts';

/** Numbers by area. */
type Numbers = Omit<RecordedActivity, 'area'>;

const NOTHING: Numbers = { patternCount: 0, noteCount: 0, useCount: 0, recentCount: 0, earlierCount: 0 };

const patternsByArea = async ({ database }: Session, where: Condition): Promise<readonly RecordedActivity[]> => {
  const rows = await database
    .selectFrom('patterns')
    .select((eb) => [
      'category',
      eb.fn.countAll<number>().as('patterns'),
      eb.fn.sum<number>('patterns.usage_count').as('uses'),
    ])
    .where((eb) => conditionSql(eb, where))
    .groupBy('category')
    .execute();
  return rows.map((row) => ({
    ...NOTHING,
    area: row.category,
    patternCount: Number(row.patterns),
    useCount: Number(row.uses),
  }));
};

const spans = (column: string, { recentSince, earlierSince }: OpportunityScope) => {
  const [recent, earlier] = [recentSince.getTime(), earlierSince.getTime()];
  const time = sql.ref(column);
  return {
    recent: sql<number>`sum(case when ${time} >= ${recent} then 1 else 0 end)`,
    earlier: sql<number>`sum(case when ${time} >= ${earlier} and ${time} < ${recent} then 1 else 0 end)`,
  };
};

const usesByArea = async ({ database }: Session, scope: OpportunityScope): Promise<readonly RecordedActivity[]> => {
  const { recent, earlier } = spans('used_at', scope);
  // Counted by pattern before the patterns are looked at: a pattern's access is then decided once, not once a use.
  const used = database
    .selectFrom('usages')
    .select(['pattern_id', recent.as('recent'), earlier.as('earlier')])
    .where('used_at', '>=', scope.earlierSince.getTime())
    .groupBy('pattern_id')
    .as('used');
  const rows = await database
    .selectFrom('patterns')
    .innerJoin(used, 'used.pattern_id', 'patterns.id')
    .select((eb) => [
      'patterns.category as category',
      eb.fn.sum<number>('used.recent').as('recent'),
      eb.fn.sum<number>('used.earlier').as('earlier'),
    ])
    .where((eb) => conditionSql(eb, scope.where))
    .groupBy('patterns.category')
    .execute();
  return rows.map((row) => ({
    ...NOTHING,
    area: row.category,
    recentCount: Number(row.recent),
    earlierCount: Number(row.earlier),
  }));
};

const notesByArea = async ({ database }: Session, scope: OpportunityScope): Promise<readonly RecordedActivity[]> => {
  if (scope.namespaces.length === 0) return [];
  const { recent, earlier } = spans('created_at', scope);
  const rows = await database
    .selectFrom('experiences')
    .select((eb) => ['area', eb.fn.countAll<number>().as('notes'), recent.as('recent'), earlier.as('earlier')])
    .where('namespace', 'in', scope.namespaces)
    .groupBy('area')
    .execute();
  return rows.map((row) => ({
    ...NOTHING,
    area: row.area,
    noteCount: Number(row.notes),
    recentCount: Number(row.recent),
    earlierCount: Number(row.earlier),
  }));
};

const added = (parts: readonly RecordedActivity[]): readonly RecordedActivity[] => {
  const areas = new Map<string, RecordedActivity>();
  for (const part of parts) {
    const { area } = part;
    const known = areas.get(area) ?? { ...NOTHING, area };
    areas.set(area, {
      area,
      patternCount: known.patternCount + part.patternCount,
      noteCount: known.noteCount + part.noteCount,
      useCount: known.useCount + part.useCount,
      recentCount: known.recentCount + part.recentCount,
      earlierCount: known.earlierCount + part.earlierCount,
    });
  }
  return [...areas.values()];
};

const LAST_ACTIVITY = sql<number>`case when last_used_at > updated_at then last_used_at else updated_at end`;
const OUTCOMES = sql<number>`success_count + failure_count`;

/** What patterns, their use and notes advise, in SQL. Each statement goes through many rows: others have their turn between them. */
export const createOpportunityRepository = (session: Session): OpportunityRepository => ({
  areas: async (scope) =>
    added([
      ...(await session.breathe().then(() => patternsByArea(session, scope.where))),
      ...(await session.breathe().then(() => usesByArea(session, scope))),
      ...(await session.breathe().then(() => notesByArea(session, scope))),
    ]),
  improvable: async ({ where, below, moreThan, urgentBelow, limit }) => {
    await session.breathe();
    const matching = session.database
      .selectFrom('patterns')
      .where((eb) => conditionSql(eb, where))
      .where(OUTCOMES, '>', moreThan)
      .where('success_rate', '<', below);
    const rows = await matching
      .select(['id', 'pattern_name', 'success_rate', OUTCOMES.as('outcomes')])
      .orderBy('success_rate')
      .orderBy(OUTCOMES, 'desc')
      .orderBy('id')
      .limit(limit)
      .execute();
    await session.breathe();
    const counts = await matching
      .select((eb) => [
        eb.fn.countAll<number>().as('count'),
        sql<number>`coalesce(sum(case when success_rate < ${urgentBelow} then 1 else 0 end), 0)`.as('urgent'),
      ])
      .executeTakeFirstOrThrow();
    return {
      shown: rows.map((row) => ({
        id: row.id,
        patternName: row.pattern_name,
        successRate: row.success_rate,
        outcomeCount: Number(row.outcomes),
      })),
      count: Number(counts.count),
      urgent: Number(counts.urgent),
    };
  },
  stale: async ({ where, before, limit }) => {
    await session.breathe();
    const matching = session.database
      .selectFrom('patterns')
      .where((eb) => conditionSql(eb, where))
      .where('status', '=', 'ACTIVE')
      .where(LAST_ACTIVITY, '<', before.getTime());
    const rows = await matching
      .select(['id', 'pattern_name', LAST_ACTIVITY.as('last_activity')])
      .orderBy(LAST_ACTIVITY)
      .orderBy('id')
      .limit(limit)
      .execute();
    await session.breathe();
    const { count } = await matching.select((eb) => eb.fn.countAll<number>().as('count')).executeTakeFirstOrThrow();
    return {
      shown: rows.map((row) => ({
        id: row.id,
        patternName: row.pattern_name,
        lastActivityAt: new Date(Number(row.last_activity)),
      })),
      count: Number(count),
    };
  },
});
