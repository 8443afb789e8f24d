import { type Condition, type DailyLearning, type DailyUsage, type DaySpan, utcDayStart } from '@tmws/domain';
import { sql } from 'kysely';
import type { Session } from '../session.ts';
import { fromEveryRange } from './analytics-ranges.ts';

const MILLISECONDS_PER_DAY = sql.lit(86_400_000);

const boundsOf = (span: DaySpan): readonly [number, number] => [
  utcDayStart(span.first).getTime(),
  utcDayStart(span.last + 1).getTime(),
];

const addUsage = (known: DailyUsage | undefined, more: DailyUsage): DailyUsage => ({
  day: more.day,
  applications: (known?.applications ?? 0) + more.applications,
  successes: (known?.successes ?? 0) + more.successes,
  failures: (known?.failures ?? 0) + more.failures,
});

/** Uses of the patterns by day. */
export const usageByDay = async (session: Session, where: Condition, span: DaySpan): Promise<readonly DailyUsage[]> => {
  const [from, to] = boundsOf(span);
  const rows = await fromEveryRange(session, where, (condition) =>
    session.database
      .selectFrom('usages')
      .select([
        sql<number>`usages.used_at / ${MILLISECONDS_PER_DAY}`.as('day'),
        sql<number>`count(*)`.as('applications'),
        sql<number>`count(*) filter (where usages.success = ${sql.lit(true)})`.as('successes'),
        sql<number>`count(*) filter (where usages.success = ${sql.lit(false)})`.as('failures'),
      ])
      // A list and no join: a pattern's access is decided once, and not once for each of its uses.
      .where('usages.pattern_id', 'in', session.database.selectFrom('patterns').select('patterns.id').where(condition))
      .where('usages.used_at', '>=', from)
      .where('usages.used_at', '<', to)
      .groupBy('day')
      .execute(),
  );
  const days = new Map<number, DailyUsage>();
  for (const row of rows) {
    const day = Number(row.day);
    const uses = {
      day,
      applications: Number(row.applications),
      successes: Number(row.successes),
      failures: Number(row.failures),
    };
    days.set(day, addUsage(days.get(day), uses));
  }
  return [...days.values()];
};

/** The patterns by day of their creation. */
export const createdByDay = async (
  session: Session,
  where: Condition,
  span: DaySpan,
): Promise<readonly DailyLearning[]> => {
  const [from, to] = boundsOf(span);
  const rows = await fromEveryRange(session, where, (condition) =>
    session.database
      .selectFrom('patterns')
      .select([
        sql<number>`patterns.created_at / ${MILLISECONDS_PER_DAY}`.as('day'),
        sql<number>`count(*)`.as('created'),
      ])
      // The sign keeps SQLite from the index of these times, whose rows it would go through anew for every range.
      .where(sql`+patterns.created_at`, '>=', from)
      .where(sql`+patterns.created_at`, '<', to)
      .where(condition)
      .groupBy('day')
      .execute(),
  );
  const days = new Map<number, number>();
  for (const row of rows) days.set(Number(row.day), (days.get(Number(row.day)) ?? 0) + Number(row.created));
  return [...days].map(([day, patternsCreated]) => ({ day, patternsCreated }));
};
