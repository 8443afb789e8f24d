import type { CategoryExamples } from '@tmws/engine';
import { sql } from 'kysely';
import { conditionSql, type PatternExpressions } from '../condition-sql.ts';
import type { Session } from '../session.ts';

/** So long may a description be that is read. */
const LONGEST = 1_000;

/** Read in SQL, since whole patterns are a hundred times as much. */
const DESCRIPTION = sql<string | null>`substr(coalesce(
  nullif(json_extract(pattern_data, '$.description'), ''),
  nullif(json_extract(pattern_data, '$.problem'), ''),
  json_extract(pattern_data, '$.pattern_content')
), 1, ${sql.lit(LONGEST)})`;

const sourcesOfLineage = (eb: PatternExpressions) =>
  eb
    .selectFrom('skill_sources')
    .innerJoin('patterns as imported', 'imported.id', 'skill_sources.pattern_id')
    .select('skill_sources.path')
    .whereRef('imported.lineage_id', '=', 'patterns.lineage_id');

/** Examples of categories in SQL. */
export const createCategoryExamples = ({ database }: Session): CategoryExamples => ({
  categoryExamples: async ({ where, apartFromRoot, limit }) => {
    const rows = await database
      .selectFrom('patterns')
      .select(['patterns.id', 'patterns.pattern_name', 'patterns.category', DESCRIPTION.as('description')])
      .where((eb) => conditionSql(eb, where))
      .where((eb) =>
        eb.or([
          eb.not(eb.exists(sourcesOfLineage(eb).where('skill_sources.root', '=', apartFromRoot))),
          eb.exists(sourcesOfLineage(eb).where('skill_sources.root', '!=', apartFromRoot)),
        ]),
      )
      .orderBy('patterns.created_at')
      .orderBy('patterns.id')
      .limit(limit)
      .execute();
    return rows.map((row) => ({
      id: row.id,
      patternName: row.pattern_name,
      category: row.category,
      description: String(row.description ?? ''),
    }));
  },
});
