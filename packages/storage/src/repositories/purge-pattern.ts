import type { Pattern } from '@tmws/domain';
import { sql } from 'kysely';
import { subjectOf } from '../change-subject.ts';
import { inChunks } from '../in-chunks.ts';
import type { Session } from '../session.ts';

const MOST_VALUES = 1_000;

/** What was asked when the pattern was among the answers: the words go, the records of the other answers stay. */
const forgetQuestions = async ({ database }: Session, pattern: Pattern): Promise<void> => {
  const asked = await database
    .selectFrom('applications')
    .innerJoin('application_patterns', 'application_patterns.application_id', 'applications.id')
    .select(['applications.id', 'applications.query'])
    .where('application_patterns.pattern_id', '=', pattern.id)
    .execute();
  for (const chunk of inChunks(asked, MOST_VALUES)) {
    const ids = chunk.map(({ id }) => id);
    await database.updateTable('applications').set({ query: '' }).where('id', 'in', ids).execute();
    const queries = [...new Set(chunk.map(({ query }) => query))];
    await database.deleteFrom('demand').where('query', 'in', queries).execute();
  }
  await database
    .deleteFrom('demand')
    .where((eb) =>
      eb.or([eb(sql`lower(query)`, '=', pattern.patternName.toLowerCase()), eb('query', 'like', `%${pattern.id}%`)]),
    )
    .execute();
};

const forgetFiles = async ({ database }: Session, patternId: string): Promise<void> => {
  const files = await database.selectFrom('skill_files').select('digest').where('pattern_id', '=', patternId).execute();
  await database.deleteFrom('skill_files').where('pattern_id', '=', patternId).execute();
  for (const chunk of inChunks([...new Set(files.map(({ digest }) => digest))], MOST_VALUES)) {
    await database
      .deleteFrom('blobs')
      .where('digest', 'in', chunk)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('skill_files').select('skill_files.digest').whereRef('skill_files.digest', '=', 'blobs.digest'),
          ),
        ),
      )
      .execute();
  }
};

/** Removes the remembered answers that hold a pattern. */
export const forgetAnswers = async ({ database }: Session, patternId: string): Promise<void> => {
  await database.deleteFrom('requests').where('answer', 'like', `%${patternId}%`).execute();
};

/** Removes a pattern's row and all that belongs to it. What names it by a foreign key goes with the row. */
export const purgePattern = async (session: Session, pattern: Pattern, at: Date): Promise<void> => {
  const { database, changes, breathe } = session;
  await breathe();
  await forgetQuestions(session, pattern);
  await forgetFiles(session, pattern.id);
  await forgetAnswers(session, pattern.id);
  await database.deleteFrom('patterns').where('id', '=', pattern.id).execute();
  const { id: patternId, lineageId } = pattern;
  const subject = subjectOf({ ...pattern, category: '', deletedAt: pattern.deletedAt ?? at });
  changes.record({ patternId, lineageId, kind: 'purged', at, subject });
  changes.erase();
};
