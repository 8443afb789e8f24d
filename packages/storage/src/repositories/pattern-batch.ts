import type { Pattern } from '@tmws/domain';
import type { PatternBatch } from '@tmws/engine';
import { subjectOf } from '../change-subject.ts';
import { inChunks } from '../in-chunks.ts';
import { fromPattern, revisionContent } from '../pattern-mapper.ts';
import type { Session } from '../session.ts';

/** SQLite takes 32,766 parameters in a statement, and building the text of a long one takes longer than running it. */
const ROWS_TOGETHER = 50;
const MOST_NAMES = 5_000;

const insertRows = async ({ database }: Session, patterns: readonly Pattern[]): Promise<void> => {
  await database
    .insertInto('patterns')
    .values((eb) =>
      patterns.map((pattern) => ({
        ...fromPattern(pattern),
        is_head: eb.lit(pattern.isHead),
        serve_as_skill: eb.lit(pattern.serveAsSkill),
      })),
    )
    .execute();
};

const insertRevisions = async ({ database }: Session, patterns: readonly Pattern[]): Promise<void> => {
  await database
    .insertInto('revisions')
    .values(
      patterns.map((pattern) => ({
        pattern_id: pattern.id,
        number: pattern.revision,
        content: revisionContent(pattern),
        agent_id: pattern.agentId,
        created_at: pattern.createdAt.getTime(),
      })),
    )
    .execute();
};

const insertLists = async ({ database }: Session, patterns: readonly Pattern[]): Promise<void> => {
  const tags = patterns.flatMap(({ id, tags: own }) => own.map((tag, position) => ({ pattern_id: id, tag, position })));
  for (const chunk of inChunks(tags, 10 * ROWS_TOGETHER)) {
    await database.insertInto('pattern_tags').values(chunk).execute();
  }
  const shares = patterns.flatMap(({ id, sharedWithAgents }) =>
    sharedWithAgents.map((agentId, position) => ({ pattern_id: id, agent_id: agentId, position })),
  );
  for (const chunk of inChunks(shares, 10 * ROWS_TOGETHER)) {
    await database.insertInto('pattern_shares').values(chunk).execute();
  }
};

/** Many new patterns in SQL. */
export const createPatternBatch = (session: Session): PatternBatch => ({
  takenNames: async ({ namespace, agentId, patternNames }) => {
    const taken = new Set<string>();
    for (const chunk of inChunks(patternNames, MOST_NAMES)) {
      const rows = await session.database
        .selectFrom('patterns')
        .select('pattern_name')
        .where('namespace_id', '=', namespace)
        .where('agent_id', '=', agentId)
        .where('pattern_name', 'in', chunk)
        .where('deleted_at', 'is', null)
        .execute();
      for (const row of rows) taken.add(row.pattern_name);
    }
    return taken;
  },
  insertMany: async (patterns) => {
    for (const chunk of inChunks(patterns, ROWS_TOGETHER)) {
      await session.breathe();
      await insertRows(session, chunk);
      await insertLists(session, chunk);
      await insertRevisions(session, chunk);
      for (const pattern of chunk) {
        const { id: patternId, lineageId, createdAt: at } = pattern;
        session.changes.record({ patternId, lineageId, kind: 'created', at, subject: subjectOf(pattern) });
      }
    }
  },
});
