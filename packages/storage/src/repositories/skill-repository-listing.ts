import type { SkillCursor, SkillListing, SkillListQuery, SkillOutline } from '@tmws/engine';
import type { Expression, SqlBool } from 'kysely';
import { conditionSql, type PatternExpressions } from '../condition-sql.ts';
import { inChunks } from '../in-chunks.ts';
import type { Session } from '../session.ts';

const MOST_IDS = 500;

interface FileSums {
  readonly fileCount: number;
  readonly bytes: number;
}

type Source = Pick<SkillOutline, 'sourcePath' | 'digest'>;

const hasFiles = (eb: PatternExpressions): Expression<SqlBool> =>
  eb.exists(
    eb.selectFrom('skill_files').select('skill_files.mode').whereRef('skill_files.pattern_id', '=', 'patterns.id'),
  );

const isServed = (eb: PatternExpressions, served: SkillListQuery['served']): Expression<SqlBool> => {
  switch (served) {
    case 'yes':
      return eb('patterns.serve_as_skill', '=', eb.lit(true));
    case 'no':
      return eb.and([eb('patterns.serve_as_skill', '=', eb.lit(false)), hasFiles(eb)]);
    case 'any':
      return hasFiles(eb);
    default:
      return served satisfies never;
  }
};

const comesAfter = (eb: PatternExpressions, { effectiveness, learningWeight, id }: SkillCursor): Expression<SqlBool> =>
  eb.or([
    eb('patterns.effectiveness', '<', effectiveness),
    eb.and([
      eb('patterns.effectiveness', '=', effectiveness),
      eb.or([
        eb('patterns.learning_weight', '<', learningWeight),
        eb.and([eb('patterns.learning_weight', '=', learningWeight), eb('patterns.id', '>', id)]),
      ]),
    ]),
  ]);

const fileSums = async ({ database }: Session, ids: readonly string[]): Promise<ReadonlyMap<string, FileSums>> => {
  const sums = new Map<string, FileSums>();
  for (const chunk of inChunks(ids, MOST_IDS)) {
    const rows = await database
      .selectFrom('skill_files')
      .select((eb) => ['pattern_id', eb.fn.countAll().as('count'), eb.fn.sum('size').as('bytes')])
      .where('pattern_id', 'in', chunk)
      .groupBy('pattern_id')
      .execute();
    for (const row of rows) sums.set(row.pattern_id, { fileCount: Number(row.count), bytes: Number(row.bytes) });
  }
  return sums;
};

const newestSources = async ({ database }: Session, ids: readonly string[]): Promise<ReadonlyMap<string, Source>> => {
  const sources = new Map<string, Source>();
  for (const chunk of inChunks(ids, MOST_IDS)) {
    const rows = await database
      .selectFrom('skill_sources')
      .select(['pattern_id', 'path', 'digest'])
      .where('pattern_id', 'in', chunk)
      .orderBy('imported_at')
      .orderBy('path')
      .execute();
    for (const row of rows) sources.set(row.pattern_id, { sourcePath: row.path, digest: row.digest });
  }
  return sources;
};

const outlines = async (session: Session, ids: readonly string[]): Promise<readonly SkillOutline[]> => {
  const sums = await fileSums(session, ids);
  const sources = await newestSources(session, ids);
  return ids.map((patternId) => ({
    patternId,
    ...(sums.get(patternId) ?? { fileCount: 0, bytes: 0 }),
    ...(sources.get(patternId) ?? { sourcePath: undefined, digest: undefined }),
  }));
};

const listSkills = async (session: Session, query: SkillListQuery): Promise<readonly SkillOutline[]> => {
  const { after } = query;
  const rows = await session.database
    .selectFrom('patterns')
    .select('patterns.id')
    .where((eb) => conditionSql(eb, query.where))
    .where((eb) => isServed(eb, query.served))
    .$if(after !== undefined, (asked) =>
      asked.where((eb) => (after === undefined ? eb.lit(true) : comesAfter(eb, after))),
    )
    .orderBy('patterns.effectiveness', 'desc')
    .orderBy('patterns.learning_weight', 'desc')
    .orderBy('patterns.id')
    .limit(query.limit)
    .execute();
  return outlines(
    session,
    rows.map(({ id }) => id),
  );
};

/** Skills by what they hold, in SQL. */
export const createSkillListing = (session: Session): SkillListing => ({
  listSkills: (query) => listSkills(session, query),
  outlineOf: async (patternId) => {
    const [outline] = await outlines(session, [patternId]);
    return outline ?? { patternId, fileCount: 0, bytes: 0, sourcePath: undefined, digest: undefined };
  },
});
