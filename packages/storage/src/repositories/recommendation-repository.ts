import { RECOMMENDATION_WEIGHTS, USES_THAT_COUNT } from '@tmws/domain';
import type { RecommendationRepository } from '@tmws/engine';
import { sql } from 'kysely';
import { toDate } from '../column-values.ts';
import { conditionSql } from '../condition-sql.ts';
import type { Session } from '../session.ts';

/** The author's prior, clamped as `confidenceScore` does. */
const PRIOR = sql<number>`case when confidence_prior < 0.05 then 0.05 when confidence_prior > 0.95 then 0.95 else confidence_prior end`;
const OUTCOMES = sql<number>`(success_count + failure_count)`;

/** The first three terms of `recommendationTerms`, to order by. */
const OWN_TERMS = sql<number>`
  ${sql.lit(RECOMMENDATION_WEIGHTS.success)} * (case when ${OUTCOMES} = 0 then ${PRIOR} else success_rate end)
  + ${sql.lit(RECOMMENDATION_WEIGHTS.usage)} * (case when usage_count >= ${sql.lit(USES_THAT_COUNT)} then 1.0 else usage_count / ${sql.lit(`${USES_THAT_COUNT}.0`)} end)
  + ${sql.lit(RECOMMENDATION_WEIGHTS.confidence)} * (5 * (${PRIOR}) + success_count) / (5 + ${OUTCOMES})`;

/** Recommendations in SQL. */
export const createRecommendationRepository = ({ database }: Session): RecommendationRepository => ({
  candidates: async ({ where, limit }) => {
    const rows = await database
      .selectFrom('patterns')
      .select(['id', 'revision', 'confidence_prior', 'usage_count', 'success_count', 'failure_count'])
      .where((eb) => conditionSql(eb, where))
      .orderBy(OWN_TERMS, 'desc')
      .orderBy('effectiveness', 'desc')
      .orderBy('learning_weight', 'desc')
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map((row) => ({
      id: row.id,
      revision: row.revision,
      confidencePrior: row.confidence_prior,
      usageCount: row.usage_count,
      successCount: row.success_count,
      failureCount: row.failure_count,
    }));
  },
  ownRecords: async ({ where, agentId }) => {
    const own = database
      .selectFrom('usages')
      .select((eb) => [
        'pattern_id',
        eb.fn.countAll<number>().as('outcomes'),
        sql<number>`sum(case when success then 1 else 0 end)`.as('successes'),
        sql<number | null>`max(case when success then used_at end)`.as('succeeded_at'),
        sql<number | null>`max(case when success then id end)`.as('succeeded_id'),
        sql<number | null>`max(case when success then null else used_at end)`.as('failed_at'),
        sql<number | null>`max(case when success then null else id end)`.as('failed_id'),
        eb.fn.max('used_at').as('last_used_at'),
      ])
      .where('agent_id', '=', agentId)
      .where('success', 'is not', null)
      .groupBy('pattern_id');
    const rows = await database
      .selectFrom('patterns')
      .innerJoin(own.as('own'), 'own.pattern_id', 'patterns.id')
      .select(['patterns.id', 'patterns.revision', 'own.outcomes', 'own.successes', 'own.last_used_at'])
      .select(
        // Two of one millisecond are told apart by their ids, which grow.
        sql<
          boolean | number
        >`(failed_at is null or (succeeded_at is not null and (succeeded_at > failed_at or (succeeded_at = failed_at and succeeded_id > failed_id))))`.as(
          'last_outcome',
        ),
      )
      .where((eb) => conditionSql(eb, where))
      .execute();
    return rows.map((row) => ({
      id: row.id,
      revision: row.revision,
      successes: Number(row.successes),
      failures: Number(row.outcomes) - Number(row.successes),
      lastOutcome: row.last_outcome === true || row.last_outcome === 1,
      lastUsedAt: toDate(row.last_used_at),
    }));
  },
});
