import type { ForgottenPattern, RatedPattern } from '@tmws/domain';
import type { RankingQuery } from '@tmws/engine';
import { type Expression, type SqlBool, sql } from 'kysely';
import { toDate } from '../column-values.ts';
import type { PatternExpressions } from '../condition-sql.ts';
import type { Session } from '../session.ts';
import { fromEveryRange, OUTCOMES } from './analytics-ranges.ts';

/** The columns of a {@link RatedPattern}. */
export const RATED_COLUMNS = [
  'patterns.id as id',
  'patterns.lineage_id as lineage_id',
  'patterns.pattern_name as pattern_name',
  'patterns.version as version',
  'patterns.category as category',
  'patterns.confidence_prior as confidence_prior',
  'patterns.usage_count as usage_count',
  'patterns.success_count as success_count',
  'patterns.failure_count as failure_count',
] as const;

/** What {@link RATED_COLUMNS} give. */
export interface RatedRow {
  readonly id: string;
  readonly lineage_id: string;
  readonly pattern_name: string;
  readonly version: string;
  readonly category: string;
  readonly confidence_prior: number;
  readonly usage_count: number;
  readonly success_count: number;
  readonly failure_count: number;
}

/** The pattern of a row. */
export const toRatedPattern = (row: RatedRow): RatedPattern => ({
  id: row.id,
  lineageId: row.lineage_id,
  patternName: row.pattern_name,
  version: row.version,
  category: row.category,
  confidencePrior: row.confidence_prior,
  usageCount: row.usage_count,
  successCount: row.success_count,
  failureCount: row.failure_count,
});

const LAST_ACTIVITY = sql<number>`(case
  when patterns.last_used_at > patterns.updated_at then patterns.last_used_at
  else patterns.updated_at end)`;

interface RankedRow extends RatedRow {
  readonly success_rate: number;
  readonly created_at: number;
  readonly last_activity: number;
}

type Column = 'usage_count' | 'success_rate' | 'outcomes' | 'last_activity';

type Order = readonly (readonly [Column, 'asc' | 'desc'])[];

const ORDER_SQL = {
  usage_count: sql.ref('patterns.usage_count'),
  success_rate: sql.ref('patterns.success_rate'),
  outcomes: OUTCOMES,
  last_activity: LAST_ACTIVITY,
};

const columnOf = (row: RankedRow, column: Column): number =>
  column === 'outcomes' ? row.success_count + row.failure_count : Number(row[column]);

const compareBy =
  (order: Order) =>
  (a: RankedRow, b: RankedRow): number => {
    for (const [column, direction] of order) {
      const difference = columnOf(a, column) - columnOf(b, column);
      if (difference !== 0) return direction === 'asc' ? difference : -difference;
    }
    return Number(a.created_at) - Number(b.created_at) || (a.id < b.id ? -1 : 1);
  };

/** The first `limit` patterns in an order: those of each range, then of all of them. Equal ones: the oldest first. */
const rank = async (
  session: Session,
  { where, limit }: RankingQuery,
  ranking: { readonly order: Order; readonly filter: (eb: PatternExpressions) => Expression<SqlBool> },
): Promise<readonly RankedRow[]> => {
  const rows = await fromEveryRange(session, where, (condition) => {
    let query = session.database
      .selectFrom('patterns')
      .select([...RATED_COLUMNS, 'patterns.success_rate', 'patterns.created_at', LAST_ACTIVITY.as('last_activity')])
      // Before the condition of access, which takes longer.
      .where(ranking.filter)
      .where(condition);
    for (const [column, direction] of ranking.order) query = query.orderBy(ORDER_SQL[column], direction);
    return query.orderBy('patterns.created_at').orderBy('patterns.id').limit(limit).execute();
  });
  return rows.toSorted(compareBy(ranking.order)).slice(0, limit);
};

/** The most used patterns. */
export const mostUsed = async (session: Session, query: RankingQuery): Promise<readonly RatedPattern[]> => {
  const order = [
    ['usage_count', 'desc'],
    ['success_rate', 'desc'],
  ] as const;
  const rows = await rank(session, query, { order, filter: (eb) => eb.lit(true) });
  return rows.map(toRatedPattern);
};

/** The least used patterns of those used at all. */
export const leastUsed = async (session: Session, query: RankingQuery): Promise<readonly RatedPattern[]> => {
  const order = [
    ['usage_count', 'asc'],
    ['success_rate', 'asc'],
  ] as const;
  const rows = await rank(session, query, { order, filter: (eb) => eb('patterns.usage_count', '>', 0) });
  return rows.map(toRatedPattern);
};

/** Patterns used often and with success. */
export const valuable = async (
  session: Session,
  query: RankingQuery & { readonly moreThan: number; readonly above: number },
): Promise<readonly RatedPattern[]> => {
  const order = [
    ['usage_count', 'desc'],
    ['success_rate', 'desc'],
  ] as const;
  const rows = await rank(session, query, {
    order,
    filter: (eb) =>
      eb.and([eb('patterns.usage_count', '>', query.moreThan), eb('patterns.success_rate', '>', query.above)]),
  });
  return rows.map(toRatedPattern);
};

/** Patterns that fail often. */
export const failing = async (
  session: Session,
  query: RankingQuery & { readonly below: number; readonly outcomes: number },
): Promise<readonly RatedPattern[]> => {
  const order = [
    ['success_rate', 'asc'],
    ['outcomes', 'desc'],
  ] as const;
  const rows = await rank(session, query, {
    order,
    filter: (eb) => eb.and([eb(OUTCOMES, '>=', query.outcomes), eb('patterns.success_rate', '<', query.below)]),
  });
  return rows.map(toRatedPattern);
};

/** ACTIVE patterns that nobody used or changed. */
export const forgotten = async (
  session: Session,
  query: RankingQuery & { readonly before: Date },
): Promise<readonly ForgottenPattern[]> => {
  const rows = await rank(session, query, {
    order: [['last_activity', 'asc']],
    filter: (eb) => eb.and([eb('patterns.status', '=', 'ACTIVE'), eb(LAST_ACTIVITY, '<', query.before.getTime())]),
  });
  return rows.map((row) => ({ ...toRatedPattern(row), lastActivityAt: toDate(row.last_activity) }));
};
