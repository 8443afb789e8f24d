import type { Condition, Pattern } from '@tmws/domain';
import type { PatternListQuery, PatternOutline, PatternRepository } from '@tmws/engine';
import { sql } from 'kysely';
import { toFlag } from '../column-values.ts';
import { compiledOnce } from '../compiled-once.ts';
import { conditionSql, type PatternExpressions } from '../condition-sql.ts';
import { inChunks } from '../in-chunks.ts';
import { fromUsageRecord, type PatternRow, toOutline } from '../pattern-mapper.ts';
import type { Session } from '../session.ts';
import { insertPattern } from './insert-pattern.ts';
import { updatePattern } from './update-pattern.ts';
import { withLists } from './with-lists.ts';

const MOST_IDS = 5_000;

const patternById = compiledOnce((database) => database.selectFrom('patterns').selectAll().where('id', '=', ''));

const listRows = ({ database }: Session, query: PatternListQuery): Promise<PatternRow[]> => {
  const { after, offset, limit } = query;
  const matching = database
    .selectFrom('patterns')
    .selectAll()
    .where((eb) => conditionSql(eb, query.where))
    .$if(query.version !== undefined, (asked) => asked.where('version', '=', query.version ?? ''))
    .limit(limit);
  if (query.order === 'proven') {
    return matching
      .orderBy('effectiveness', 'desc')
      .orderBy('learning_weight', 'desc')
      .orderBy('updated_at', 'desc')
      .orderBy('created_at')
      .orderBy('id')
      .offset(offset ?? 0)
      .execute();
  }
  const ordered = matching.orderBy('created_at').orderBy('id');
  if (after === undefined) return ordered.offset(offset ?? 0).execute();
  const time = after.createdAt.getTime();
  return ordered
    .where((eb) => eb.or([eb('created_at', '>', time), eb.and([eb('created_at', '=', time), eb('id', '>', after.id)])]))
    .execute();
};

const findMany = async (session: Session, ids: readonly string[]): Promise<readonly Pattern[]> => {
  const found: Pattern[] = [];
  for (const chunk of inChunks([...new Set(ids)], MOST_IDS)) {
    const rows = await session.database.selectFrom('patterns').selectAll().where('id', 'in', chunk).execute();
    found.push(...(await withLists(session, rows)));
  }
  return found;
};

async function* pages(session: Session, size: number): AsyncIterable<readonly Pattern[]> {
  let after: PatternListQuery['after'];
  for (;;) {
    const rows = await listRows(session, { where: { kind: 'all', of: [] }, order: 'created', after, limit: size });
    const patterns = await withLists(session, rows);
    const last = patterns.at(-1);
    if (last === undefined) return;
    yield patterns;
    if (patterns.length < size) return;
    after = { createdAt: last.createdAt, id: last.id };
  }
}

async function* outlines(session: Session, size: number): AsyncIterable<readonly PatternOutline[]> {
  let after = '';
  for (;;) {
    await session.breathe();
    const rows = await session.database
      .selectFrom('patterns')
      .select(['id', 'revision', 'updated_at', 'status', 'is_head', 'deleted_at'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(size)
      .execute();
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows.map(toOutline);
    after = last.id;
  }
}

const setHead = async (
  { database, changes }: Session,
  lineageId: string,
  headId: string | undefined,
): Promise<readonly string[]> => {
  const versions = await database
    .selectFrom('patterns')
    .select(['id', 'is_head'])
    .where('lineage_id', '=', lineageId)
    .execute();
  const changed = versions
    .filter((version) => toFlag(version.is_head) !== (version.id === headId))
    .map((version) => version.id);
  for (const chunk of inChunks(changed, MOST_IDS)) {
    await database
      .updateTable('patterns')
      .set((eb) => ({ is_head: eb.lit(false) }))
      .where('id', 'in', chunk)
      .execute();
  }
  if (headId !== undefined && changed.includes(headId)) {
    await database
      .updateTable('patterns')
      .set((eb) => ({ is_head: eb.lit(true) }))
      .where('id', '=', headId)
      .execute();
  }
  if (changed.length > 0) changes.touch();
  return changed;
};

const countWhere = async (
  { database }: Session,
  where: (eb: PatternExpressions) => ReturnType<typeof conditionSql>,
): Promise<number> => {
  const row = await database
    .selectFrom('patterns')
    .select((eb) => eb.fn.countAll().as('count'))
    .where(where)
    .executeTakeFirstOrThrow();
  return Number(row.count);
};

/** Patterns in SQL. */
export const createPatternRepository = (session: Session): PatternRepository => ({
  insert: (pattern, reason) => insertPattern(session, pattern, reason),
  update: (pattern, author) => updatePattern(session, pattern, author),
  find: async (id) => {
    const [pattern] = await withLists(session, await patternById(session, [id]));
    return pattern;
  },
  findMany: (ids) => findMany(session, ids),
  findByName: async (key) => {
    const rows = await session.database
      .selectFrom('patterns')
      .selectAll()
      .where('namespace_id', '=', key.namespace)
      .where('agent_id', '=', key.agentId)
      .where('pattern_name', '=', key.patternName)
      .where('deleted_at', 'is', null)
      // The sign keeps SQLite from reading the whole namespace in this order instead of the few rows of the name.
      .orderBy(sql`+created_at`)
      .orderBy('id')
      .execute();
    return withLists(session, rows);
  },
  findLineage: async (lineageId) => {
    const rows = await session.database
      .selectFrom('patterns')
      .selectAll()
      .where('lineage_id', '=', lineageId)
      .orderBy('created_at')
      .orderBy('id')
      .execute();
    return withLists(session, rows);
  },
  list: async (query) => withLists(session, await listRows(session, query)),
  count: (where: Condition) => countWhere(session, (eb) => conditionSql(eb, where)),
  idsByStatistics: async (where, filter, limit) => {
    const rows = await session.database
      .selectFrom('patterns')
      .select('id')
      .where((eb) => conditionSql(eb, where))
      .where('success_rate', '>=', filter.minSuccessRate)
      .where('usage_count', '>=', filter.minUsageCount)
      .orderBy('created_at')
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map((row) => row.id);
  },
  pages: (size) => pages(session, size),
  outlines: (size) => outlines(session, size),
  setHead: (lineageId, headId) => setHead(session, lineageId, headId),
  saveUsage: async (id, usage) => {
    await session.database.updateTable('patterns').set(fromUsageRecord(usage)).where('id', '=', id).execute();
    session.changes.touch();
  },
});
