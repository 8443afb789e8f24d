import type { SkillRepository, SkillSource, StoredSkillFile } from '@tmws/engine';
import { sql } from 'kysely';
import { toDate } from '../column-values.ts';
import { conditionSql } from '../condition-sql.ts';
import type { Session } from '../session.ts';
import { createCategoryExamples } from './skill-repository-categories.ts';
import { createSkillListing } from './skill-repository-listing.ts';

type NewFiles = Parameters<SkillRepository['addFiles']>[1];

const addFiles = async ({ database, breathe }: Session, patternId: string, files: NewFiles): Promise<void> => {
  for (const file of files) {
    await breathe();
    await database
      .insertInto('blobs')
      .values({ digest: file.digest, size: file.content.length, content: file.content })
      .onConflict((conflict) => conflict.column('digest').doNothing())
      .execute();
    const content = { mode: file.mode, size: file.content.length, digest: file.digest };
    await database
      .insertInto('skill_files')
      .values({ pattern_id: patternId, path: file.path, ...content })
      .onConflict((conflict) => conflict.columns(['pattern_id', 'path']).doUpdateSet(content))
      .execute();
  }
};

interface FileRow {
  readonly path: string;
  readonly mode: number;
  readonly size: number;
  readonly digest: string;
}

const toFile = (row: FileRow): StoredSkillFile => ({
  path: row.path,
  mode: row.mode,
  size: Number(row.size),
  digest: row.digest,
});

const sourcesOfOwner = ({ database }: Session, agentId: string) =>
  database
    .selectFrom('skill_sources')
    .innerJoin('patterns', 'patterns.id', 'skill_sources.pattern_id')
    .select([
      'skill_sources.pattern_id',
      'skill_sources.root',
      'skill_sources.path',
      'skill_sources.digest',
      'skill_sources.imported_at',
    ])
    .where('patterns.agent_id', '=', agentId)
    .where('patterns.deleted_at', 'is', null)
    .orderBy('skill_sources.imported_at', 'desc')
    .orderBy('patterns.created_at', 'desc')
    .orderBy('patterns.id', 'desc');

interface SourceRow {
  readonly pattern_id: string;
  readonly root: string;
  readonly path: string;
  readonly digest: string;
  readonly imported_at: number;
}

const toSource = (row: SourceRow): SkillSource => ({
  patternId: row.pattern_id,
  root: row.root,
  path: row.path,
  digest: row.digest,
  importedAt: toDate(row.imported_at),
});

const addSource = async ({ database }: Session, source: SkillSource): Promise<void> => {
  const content = { digest: source.digest, imported_at: source.importedAt.getTime() };
  await database
    .insertInto('skill_sources')
    .values({ pattern_id: source.patternId, root: source.root, path: source.path, ...content })
    .onConflict((conflict) => conflict.columns(['pattern_id', 'root', 'path']).doUpdateSet(content))
    .execute();
};

/** Skills and their files in SQL, equal contents once. */
export const createSkillRepository = (session: Session): SkillRepository => ({
  ...createSkillListing(session),
  ...createCategoryExamples(session),
  addFiles: (patternId, files) => addFiles(session, patternId, files),
  shareFiles: async (patternId, from, files) => {
    const paths = JSON.stringify(files.map(({ path }) => path));
    await session.database
      .insertInto('skill_files')
      .columns(['pattern_id', 'path', 'mode', 'size', 'digest'])
      .expression((built) =>
        built
          .selectFrom('skill_files')
          .select([sql.val(patternId).as('pattern_id'), 'path', 'mode', 'size', 'digest'])
          .where('pattern_id', '=', from)
          .where('path', 'in', sql<string>`(select value from json_each(${paths}))`),
      )
      .execute();
  },
  files: async (patternId) => {
    const rows = await session.database
      .selectFrom('skill_files')
      .select(['path', 'mode', 'size', 'digest'])
      .where('pattern_id', '=', patternId)
      .orderBy('path')
      .execute();
    return rows.map(toFile);
  },
  readFile: async (patternId, path) => {
    const row = await session.database
      .selectFrom('skill_files')
      .innerJoin('blobs', 'blobs.digest', 'skill_files.digest')
      .select(['skill_files.path', 'skill_files.mode', 'skill_files.size', 'skill_files.digest', 'blobs.content'])
      .where('skill_files.pattern_id', '=', patternId)
      .where('skill_files.path', '=', path)
      .executeTakeFirst();
    return row === undefined ? undefined : { file: toFile(row), content: row.content };
  },
  contents: (patternId, largest) =>
    session.database
      .selectFrom('skill_files')
      .innerJoin('blobs', 'blobs.digest', 'skill_files.digest')
      .select(['skill_files.path', 'blobs.content'])
      .where('skill_files.pattern_id', '=', patternId)
      .where('skill_files.size', '<=', largest)
      .orderBy('skill_files.path')
      .execute(),
  addSource: (source) => addSource(session, source),
  sourcesAt: async (agentId, root, path) => {
    const rows = await sourcesOfOwner(session, agentId)
      .where('skill_sources.root', '=', root)
      .where('skill_sources.path', '=', path)
      .execute();
    return rows.map(toSource);
  },
  sourcesOf: async (agentId, digest) => {
    const rows = await sourcesOfOwner(session, agentId).where('skill_sources.digest', '=', digest).execute();
    return rows.map(toSource);
  },
  sourcesBelow: async (agentId, root) => {
    const rows = await sourcesOfOwner(session, agentId).where('skill_sources.root', '=', root).execute();
    return rows.map(toSource);
  },
  countSkills: async (where) => {
    const row = await session.database
      .selectFrom('patterns')
      .select((eb) => eb.fn.countAll().as('count'))
      .where((eb) => conditionSql(eb, where))
      .where((eb) =>
        eb.exists(
          eb
            .selectFrom('skill_files')
            .select('skill_files.mode')
            .whereRef('skill_files.pattern_id', '=', 'patterns.id'),
        ),
      )
      .executeTakeFirstOrThrow();
    return Number(row.count);
  },
});
