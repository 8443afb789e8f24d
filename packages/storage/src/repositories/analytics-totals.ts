import { type CategoryTotals, type Condition, HIGH_CONFIDENCE, MEDIUM_CONFIDENCE, mergeCategories } from '@tmws/domain';
import { sql } from 'kysely';
import type { Session } from '../session.ts';
import { fromEveryRange, OUTCOMES, type RangeCondition } from './analytics-ranges.ts';

/** The same operations in the same order as `confidenceScore` of the domain, so that a score at a boundary falls on the same side. */
const CONFIDENCE = sql<number>`((5 * (case
  when patterns.confidence_prior < 0.05 then 0.05
  when patterns.confidence_prior > 0.95 then 0.95
  else patterns.confidence_prior end) + patterns.success_count) / (5 + ${OUTCOMES}))`;

const IS_RATED = sql`outcomes > 0`;

interface CategoryRow {
  readonly category: string;
  readonly patterns: number;
  readonly applications: number;
  readonly unused: number;
  readonly high: number;
  readonly high_or_medium: number;
  readonly rated: number;
  readonly rate_sum: number;
  readonly rate_square_sum: number;
  readonly least_rate: number;
  readonly greatest_rate: number;
}

const categoryRows = async ({ database }: Session, condition: RangeCondition): Promise<readonly CategoryRow[]> => {
  const counted = database
    .selectFrom('patterns')
    .select([
      'patterns.category as category',
      'patterns.usage_count as usage_count',
      'patterns.success_rate as success_rate',
      OUTCOMES.as('outcomes'),
      CONFIDENCE.as('confidence'),
    ])
    .where(condition);
  // Materialized, so that a score is computed once and not for each number that asks for it.
  const { rows } = await sql<CategoryRow>`with counted as materialized ${counted}
    select category,
      count(*) as patterns,
      sum(usage_count) as applications,
      count(*) filter (where usage_count = 0) as unused,
      count(*) filter (where confidence >= ${sql.lit(HIGH_CONFIDENCE)}) as high,
      count(*) filter (where confidence >= ${sql.lit(MEDIUM_CONFIDENCE)}) as high_or_medium,
      count(*) filter (where ${IS_RATED}) as rated,
      coalesce(sum(success_rate) filter (where ${IS_RATED}), 0) as rate_sum,
      coalesce(sum(success_rate * success_rate) filter (where ${IS_RATED}), 0) as rate_square_sum,
      coalesce(min(success_rate) filter (where ${IS_RATED}), 1) as least_rate,
      coalesce(max(success_rate) filter (where ${IS_RATED}), 0) as greatest_rate
    from counted group by category`.execute(database);
  return rows;
};

/** Sums over the patterns by category. */
export const categoryTotals = async (session: Session, where: Condition): Promise<readonly CategoryTotals[]> => {
  const parts = await fromEveryRange(session, where, (condition) => categoryRows(session, condition));
  return mergeCategories(
    parts.map((row) => ({
      category: row.category,
      patterns: Number(row.patterns),
      applications: Number(row.applications),
      unused: Number(row.unused),
      highConfidence: Number(row.high),
      mediumConfidence: Number(row.high_or_medium) - Number(row.high),
      lowConfidence: Number(row.patterns) - Number(row.high_or_medium),
      rated: Number(row.rated),
      rateSum: row.rate_sum,
      rateSquareSum: row.rate_square_sum,
      leastRate: row.least_rate,
      greatestRate: row.greatest_rate,
    })),
  );
};
