import type { Pattern } from '@tmws/domain';
import type { RevisionAuthor } from '@tmws/engine';
import { subjectOf } from '../change-subject.ts';
import { fromPattern, revisionContent } from '../pattern-mapper.ts';
import type { Session } from '../session.ts';
import { conflictOf, insertLists } from './insert-pattern.ts';

/** A deleted pattern blocks no name, and no name blocks it. */
export const requireFree = async (session: Session, pattern: Pattern): Promise<void> => {
  if (pattern.deletedAt !== undefined) return;
  const taken = await session.database
    .selectFrom('patterns')
    .select('id')
    .where('namespace_id', '=', pattern.namespace)
    .where('agent_id', '=', pattern.agentId)
    .where('pattern_name', '=', pattern.patternName)
    .where('version', '=', pattern.version)
    .where('deleted_at', 'is', null)
    .where('id', '!=', pattern.id)
    .executeTakeFirst();
  if (taken !== undefined) throw await conflictOf(session, pattern);
};

/** Writes the columns that an update can change, the lists, and the revision. Counters and the head's mark stay. */
export const updatePattern = async (session: Session, pattern: Pattern, author: RevisionAuthor): Promise<void> => {
  const { database, changes, breathe } = session;
  await breathe();
  await requireFree(session, pattern);
  const row = fromPattern(pattern);
  await database
    .updateTable('patterns')
    .set((eb) => ({
      pattern_name: row.pattern_name,
      agent_id: row.agent_id,
      namespace_id: row.namespace_id,
      category: row.category,
      subcategory: row.subcategory,
      access_level: row.access_level,
      status: row.status,
      deprecated_reason: row.deprecated_reason,
      replaced_by: row.replaced_by,
      pattern_data: row.pattern_data,
      revision: row.revision,
      learning_weight: row.learning_weight,
      complexity_score: row.complexity_score,
      confidence_prior: row.confidence_prior,
      updated_at: row.updated_at,
      serve_as_skill: eb.lit(pattern.serveAsSkill),
    }))
    .where('id', '=', pattern.id)
    .execute();
  await database.deleteFrom('pattern_tags').where('pattern_id', '=', pattern.id).execute();
  await database.deleteFrom('pattern_shares').where('pattern_id', '=', pattern.id).execute();
  await insertLists(session, pattern);
  await database
    .insertInto('revisions')
    .values({
      pattern_id: pattern.id,
      number: pattern.revision,
      content: revisionContent(pattern),
      agent_id: author.agentId,
      acting_for: author.actingFor ?? null,
      reason: author.reason ?? null,
      created_at: pattern.updatedAt.getTime(),
    })
    .execute();
  changes.record({
    patternId: pattern.id,
    lineageId: pattern.lineageId,
    kind: 'updated',
    at: pattern.updatedAt,
    subject: subjectOf(pattern),
  });
};
