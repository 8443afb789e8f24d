import { type CategoryTotals, type Condition, HIGH_CONFIDENCE, MEDIUM_CONFIDENCE, mergeCategories } from '@tmws/domain';
import { sql } from 'kysely';
import type { Session } from '../session.ts';
import { fromEveryRange, OUTCOMES } from './analytics-ranges.ts';

/** The same operations in the same order as `confidenceScore` of the domain, so that a score at a boundary falls on the same side. */
const CONFIDENCE = sql<number>`((5 * (case
  when patterns.confidence_prior < 0.05 then 0.05
  when patterns.confidence_prior > 0.95 then 0.95
  else patterns.confidence_prior end) + patterns.success_count) / (5 + ${OUTCOMES}))`;

const IS_RATED = sql`${OUTCOMES} > 0`;

/** Sums over the patterns by category. */
export const categoryTotals = async (session: Session, where: Condition): Promise<readonly CategoryTotals[]> => {
  const parts = await fromEveryRange(session, where, (condition) =>
    session.database
      .selectFrom('patterns')
      .select([
        'patterns.category as category',
        sql<number>`count(*)`.as('patterns'),
        sql<number>`sum(patterns.usage_count)`.as('applications'),
        sql<number>`count(*) filter (where patterns.usage_count = 0)`.as('unused'),
        sql<number>`count(*) filter (where ${CONFIDENCE} >= ${sql.lit(HIGH_CONFIDENCE)})`.as('high'),
        sql<number>`count(*) filter (where ${CONFIDENCE} >= ${sql.lit(MEDIUM_CONFIDENCE)})`.as('high_or_medium'),
        sql<number>`count(*) filter (where ${IS_RATED})`.as('rated'),
        sql<number>`coalesce(sum(patterns.success_rate) filter (where ${IS_RATED}), 0)`.as('rate_sum'),
        sql<number>`coalesce(sum(patterns.success_rate * patterns.success_rate) filter (where ${IS_RATED}), 0)`.as(
          'rate_square_sum',
        ),
        sql<number>`coalesce(min(patterns.success_rate) filter (where ${IS_RATED}), 1)`.as('least_rate'),
        sql<number>`coalesce(max(patterns.success_rate) filter (where ${IS_RATED}), 0)`.as('greatest_rate'),
      ])
      .where(condition)
      .groupBy('patterns.category')
      .execute(),
  );
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
