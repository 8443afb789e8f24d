import type { Condition, RatedPattern } from '@tmws/domain';
import type { RankingLimits, Rankings } from '@tmws/engine';
import { type RawBuilder, sql } from 'kysely';
import { toDate } from '../column-values.ts';
import type { Session } from '../session.ts';
import { fromEveryRange, OUTCOMES, type RangeCondition } from './analytics-ranges.ts';

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

type ListName = keyof Rankings;

interface RankedRow extends RatedRow {
  readonly list: ListName;
  readonly success_rate: number;
  readonly created_at: number;
  readonly last_activity: number;
}

type Order = readonly (readonly ['usage_count' | 'success_rate' | 'outcomes' | 'last_activity', 'asc' | 'desc'])[];

const ORDERS = {
  mostUsed: [
    ['usage_count', 'desc'],
    ['success_rate', 'desc'],
  ],
  leastUsed: [
    ['usage_count', 'asc'],
    ['success_rate', 'asc'],
  ],
  valuable: [
    ['usage_count', 'desc'],
    ['success_rate', 'desc'],
  ],
  failing: [
    ['success_rate', 'asc'],
    ['outcomes', 'desc'],
  ],
  forgotten: [['last_activity', 'asc']],
} as const satisfies Record<ListName, Order>;

const compareBy =
  (order: Order) =>
  (a: RankedRow, b: RankedRow): number => {
    for (const [column, direction] of order) {
      const values = [a, b].map((row) =>
        column === 'outcomes' ? row.success_count + row.failure_count : Number(row[column]),
      );
      const difference = (values[0] ?? 0) - (values[1] ?? 0);
      if (difference !== 0) return direction === 'asc' ? difference : -difference;
    }
    return Number(a.created_at) - Number(b.created_at) || (a.id < b.id ? -1 : 1);
  };

/** What each list takes of `counted`. */
const filtersOf = ({ valuable, failing, forgotten }: RankingLimits): Record<ListName, RawBuilder<unknown>> => ({
  mostUsed: sql`true`,
  leastUsed: sql`usage_count > 0`,
  valuable: sql`usage_count > ${valuable.moreThan} and success_rate > ${valuable.above}`,
  failing: sql`outcomes >= ${failing.outcomes} and success_rate < ${failing.below}`,
  forgotten: sql`status = 'ACTIVE' and last_activity < ${forgotten.before.getTime()}`,
});

const firstOf = (list: ListName, filter: RawBuilder<unknown>, limit: number): RawBuilder<unknown> => {
  const columns = ORDERS[list].map(([column, direction]) => sql`${sql.ref(column)} ${sql.raw(direction)}`);
  const order = sql.join([...columns, sql`created_at`, sql`id`]);
  return sql`select * from (select ${sql.lit(list)} as list, counted.* from counted where ${filter} order by ${order} limit ${limit})`;
};

const LISTS = ['mostUsed', 'leastUsed', 'valuable', 'failing', 'forgotten'] as const;

const rankedRows = async (
  { database }: Session,
  condition: RangeCondition,
  limits: RankingLimits,
): Promise<readonly RankedRow[]> => {
  const counted = database
    .selectFrom('patterns')
    .select([
      ...RATED_COLUMNS,
      'patterns.success_rate as success_rate',
      'patterns.created_at as created_at',
      'patterns.status as status',
      OUTCOMES.as('outcomes'),
      sql<number>`(case when patterns.last_used_at > patterns.updated_at then patterns.last_used_at else patterns.updated_at end)`.as(
        'last_activity',
      ),
    ])
    .where(condition);
  const filters = filtersOf(limits);
  const lists = LISTS.map((list) => firstOf(list, filters[list], limits[list].limit));
  // Materialized, so that a pattern is read and its access decided once for all the lists.
  const { rows } =
    await sql<RankedRow>`with counted as materialized ${counted} ${sql.join(lists, sql` union all `)}`.execute(
      database,
    );
  return rows;
};

/** The first patterns in several orders: those of each range, then of all of them. */
export const rankPatterns = async (session: Session, where: Condition, limits: RankingLimits): Promise<Rankings> => {
  const rows = await fromEveryRange(session, where, (condition) => rankedRows(session, condition, limits));
  const first = (list: ListName): readonly RankedRow[] =>
    rows
      .filter((row) => row.list === list)
      .toSorted(compareBy(ORDERS[list]))
      .slice(0, limits[list].limit);
  return {
    mostUsed: first('mostUsed').map(toRatedPattern),
    leastUsed: first('leastUsed').map(toRatedPattern),
    valuable: first('valuable').map(toRatedPattern),
    failing: first('failing').map(toRatedPattern),
    forgotten: first('forgotten').map((row) => ({ ...toRatedPattern(row), lastActivityAt: toDate(row.last_activity) })),
  };
};
