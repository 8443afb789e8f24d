import type { Condition, RatedPattern, VersionAndParent } from '@tmws/domain';
import type { RankingQuery } from '@tmws/engine';
import { sql } from 'kysely';
import { conditionSql } from '../condition-sql.ts';
import type { Session } from '../session.ts';
import { fromEveryRange, OUTCOMES } from './analytics-ranges.ts';
import { RATED_COLUMNS, toRatedPattern } from './analytics-rankings.ts';

const byId = (a: string, b: string): number => (a < b ? -1 : 1);

/** The used versions of the most used lineages that have several. */
export const usedVersions = async (
  session: Session,
  { where, limit }: RankingQuery,
): Promise<readonly RatedPattern[]> => {
  const lineages = await fromEveryRange(session, where, (condition) =>
    session.database
      .selectFrom('patterns')
      .select(['patterns.lineage_id as lineage_id', sql<number>`sum(patterns.usage_count)`.as('uses')])
      .where('patterns.usage_count', '>', 0)
      .where(condition)
      .groupBy('patterns.lineage_id')
      .having(sql`count(*)`, '>', 1)
      .orderBy('uses', 'desc')
      .orderBy('lineage_id')
      .limit(limit)
      .execute(),
  );
  const ids = lineages
    .toSorted((a, b) => Number(b.uses) - Number(a.uses) || byId(a.lineage_id, b.lineage_id))
    .slice(0, limit)
    .map((lineage) => lineage.lineage_id);
  if (ids.length === 0) return [];
  await session.breathe();
  const rows = await session.database
    .selectFrom('patterns')
    .select(RATED_COLUMNS)
    .where('patterns.lineage_id', 'in', ids)
    .where('patterns.usage_count', '>', 0)
    .where((eb) => conditionSql(eb, where))
    .execute();
  return rows.map(toRatedPattern);
};

const readableRows = async (
  { database, breathe }: Session,
  ids: readonly string[],
  readable: Condition,
): Promise<ReadonlyMap<string, RatedPattern>> => {
  if (ids.length === 0) return new Map();
  await breathe();
  const rows = await database
    .selectFrom('patterns')
    .select(RATED_COLUMNS)
    .where('patterns.id', 'in', ids)
    .where((eb) => conditionSql(eb, readable))
    .execute();
  return new Map(rows.map((row) => [row.id, toRatedPattern(row)]));
};

const posteriorMean = (table: string) =>
  sql<number>`((${sql.ref(`${table}.success_count`)} + 1.0) / (${sql.ref(`${table}.success_count`)} + ${sql.ref(`${table}.failure_count`)} + 2.0))`;

const posteriorVariance = (table: string) =>
  sql<number>`(${posteriorMean(table)} * (1 - ${posteriorMean(table)}) / (${sql.ref(`${table}.success_count`)} + ${sql.ref(`${table}.failure_count`)} + 3.0))`;

/** How far a version lies below its parent, in squared standard deviations of the difference. */
const FALL = sql<number>`((${posteriorMean('parent')} - ${posteriorMean('patterns')}) * (${posteriorMean('parent')} - ${posteriorMean('patterns')}) / (${posteriorVariance('parent')} + ${posteriorVariance('patterns')}))`;

/**
 * Versions that seem to succeed less often than their parents. A version whose posterior mean is no lower than its
 * parent's is the better one with a probability of at least 1/e (Grünbaum's inequality, as both posteriors are
 * log-concave), so none that is a regression is left out.
 */
export const fallenVersions = async (
  session: Session,
  query: RankingQuery & { readonly readable: Condition; readonly outcomes: number },
): Promise<readonly VersionAndParent[]> => {
  const rows = await fromEveryRange(session, query.where, (condition) =>
    session.database
      .selectFrom('patterns')
      .innerJoin('patterns as parent', 'parent.id', 'patterns.parent_pattern_id')
      .select(['patterns.id as id', 'parent.id as parent_id', FALL.as('fall')])
      .where(OUTCOMES, '>=', query.outcomes)
      .where('parent.deleted_at', 'is', null)
      .where(sql`parent.success_count + parent.failure_count`, '>', 0)
      .where(posteriorMean('patterns'), '<', posteriorMean('parent'))
      .where('patterns.id', 'in', session.database.selectFrom('patterns').select('patterns.id').where(condition))
      // Looked up parent by parent, so that unreadable ones take no place in the list and few rows are asked about.
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom('patterns')
            .select('patterns.id')
            .whereRef('patterns.id', '=', 'parent.id')
            .where((eb) => conditionSql(eb, query.readable)),
        ),
      )
      .orderBy('fall', 'desc')
      .orderBy('patterns.id')
      .limit(query.limit)
      .execute(),
  );
  const pairs = rows.toSorted((a, b) => b.fall - a.fall || byId(a.id, b.id)).slice(0, query.limit);
  const versions = await readableRows(
    session,
    pairs.map((pair) => pair.id),
    query.where,
  );
  const parents = await readableRows(
    session,
    pairs.map((pair) => pair.parent_id),
    query.readable,
  );
  return pairs.flatMap((pair) => {
    const [version, parent] = [versions.get(pair.id), parents.get(pair.parent_id)];
    return version === undefined || parent === undefined ? [] : [{ version, parent }];
  });
};
