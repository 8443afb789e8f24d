import type { Condition } from '@tmws/domain';
import { type Expression, type SqlBool, sql } from 'kysely';
import { conditionSql, type PatternExpressions } from '../condition-sql.ts';
import type { Session } from '../session.ts';

/**
 * So many patterns are looked at in one statement, so that none holds up the rest of the process for longer than some
 * milliseconds, however many patterns there are.
 */
const PATTERNS_IN_RANGE = 2_000;

/** Lineages whose ids lie from `from`, with it, to `to`, without it; undefined: no bound. All versions of a lineage lie in one range. */
export interface LineageRange {
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** The condition of one range of patterns. */
export type RangeCondition = (eb: PatternExpressions) => Expression<SqlBool>;

async function* ranges({ database, breathe }: Session): AsyncIterable<LineageRange> {
  let from: string | undefined;
  for (;;) {
    await breathe();
    let query = database
      .selectFrom('patterns')
      .select('lineage_id')
      .orderBy('lineage_id')
      .offset(PATTERNS_IN_RANGE)
      .limit(1);
    if (from !== undefined) query = query.where('lineage_id', '>=', from);
    const next = (await query.executeTakeFirst())?.lineage_id;
    // A lineage larger than a range would be its own end for ever.
    const to = next === undefined || next !== from ? next : await lineageAfter(database, from);
    yield { from, to };
    if (to === undefined) return;
    from = to;
  }
}

const lineageAfter = async (database: Session['database'], lineageId: string): Promise<string | undefined> => {
  const row = await database
    .selectFrom('patterns')
    .select('lineage_id')
    .where('lineage_id', '>', lineageId)
    .orderBy('lineage_id')
    .limit(1)
    .executeTakeFirst();
  return row?.lineage_id;
};

/** The patterns of a range that pass the condition. */
const inRange =
  (where: Condition, { from, to }: LineageRange): RangeCondition =>
  (eb) =>
    eb.and([
      ...(from === undefined ? [] : [eb('patterns.lineage_id', '>=', from)]),
      ...(to === undefined ? [] : [eb('patterns.lineage_id', '<', to)]),
      // `is true` keeps SQLite from an index of the filter, whose rows it would go through anew for every range.
      eb(conditionSql(eb, where), 'is', eb.lit(true)),
    ]);

/** Asks for the rows of each range of patterns in turn, and lets other work run in between. */
export const fromEveryRange = async <Row>(
  session: Session,
  where: Condition,
  ask: (condition: RangeCondition) => Promise<readonly Row[]>,
): Promise<readonly Row[]> => {
  const found: Row[] = [];
  for await (const range of ranges(session)) {
    await session.breathe();
    found.push(...(await ask(inRange(where, range))));
  }
  return found;
};

/** Outcomes of a pattern that are known. */
export const OUTCOMES = sql<number>`(patterns.success_count + patterns.failure_count)`;
