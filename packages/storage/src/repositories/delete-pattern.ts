import type { Pattern } from '@tmws/domain';
import type { ChangeKind, PatternRemoval } from '@tmws/engine';
import { subjectOf } from '../change-subject.ts';
import { inChunks } from '../in-chunks.ts';
import type { Session } from '../session.ts';
import { forgetAnswers, purgePattern } from './purge-pattern.ts';
import { requireFree } from './update-pattern.ts';

const MOST_DIGESTS = 1_000;

const mark = async (
  { database, changes }: Session,
  pattern: Pattern,
  change: { readonly kind: ChangeKind; readonly at: Date },
): Promise<void> => {
  const { kind, at } = change;
  await database
    .updateTable('patterns')
    .set({ deleted_at: pattern.deletedAt?.getTime() ?? null })
    .where('id', '=', pattern.id)
    .execute();
  const { id: patternId, lineageId } = pattern;
  changes.record({ patternId, lineageId, kind, at, subject: subjectOf(pattern) });
};

/** Deletion, its undoing and purging in SQL. */
export const createPatternRemoval = (session: Session): PatternRemoval => ({
  hide: (pattern, at) => mark(session, { ...pattern, deletedAt: at }, { kind: 'deleted', at }),
  show: async (pattern, at) => {
    const shown = { ...pattern, deletedAt: undefined };
    await requireFree(session, shown);
    await mark(session, shown, { kind: 'undeleted', at });
  },
  hiddenBefore: async (time, limit) => {
    const rows = await session.database
      .selectFrom('patterns')
      .select('id')
      .where('deleted_at', 'is not', null)
      .where('deleted_at', '<', time.getTime())
      .orderBy('deleted_at')
      .limit(limit)
      .execute();
    return rows.map(({ id }) => id);
  },
  purge: (pattern, at) => purgePattern(session, pattern, at),
  forgetVectors: async (digests) => {
    for (const chunk of inChunks(digests, MOST_DIGESTS)) {
      await session.database.deleteFrom('vectors').where('digest', 'in', chunk).execute();
    }
  },
  forgetAnswers: (patternId) => forgetAnswers(session, patternId),
});
