import { DomainError, type Pattern } from '@tmws/domain';
import { subjectOf } from '../change-subject.ts';
import { fromPattern, revisionContent } from '../pattern-mapper.ts';
import type { Session } from '../session.ts';

/** The refusal of a pattern whose name and version its owner has in the namespace already. */
export const conflictOf = async ({ database }: Session, pattern: Pattern): Promise<DomainError> => {
  const existing = await database
    .selectFrom('patterns')
    .select(['id', 'lineage_id'])
    .where('namespace_id', '=', pattern.namespace)
    .where('agent_id', '=', pattern.agentId)
    .where('pattern_name', '=', pattern.patternName)
    .where('version', '=', pattern.version)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  const metadata = {
    pattern_id: existing?.id ?? '',
    pattern_name: pattern.patternName,
    version: pattern.version,
    namespace: pattern.namespace,
  };
  if (existing?.lineage_id === pattern.lineageId) {
    return new DomainError(
      'VERSION_EXISTS',
      `Version ${pattern.version} of the pattern "${pattern.patternName}" exists already in the namespace ${pattern.namespace}. Name a greater version, or change the existing one with UpdatePattern.`,
      { metadata },
    );
  }
  return new DomainError(
    'PATTERN_EXISTS',
    `You have a pattern "${pattern.patternName}" of version ${pattern.version} in the namespace ${pattern.namespace} already. Use CreateVersion for a new version of it, UpdatePattern to change it, or another name.`,
    { metadata },
  );
};

/** Writes the tags and shares of a pattern that has none yet. */
export const insertLists = async ({ database }: Session, pattern: Pattern): Promise<void> => {
  if (pattern.tags.length > 0) {
    await database
      .insertInto('pattern_tags')
      .values(pattern.tags.map((tag, position) => ({ pattern_id: pattern.id, tag, position })))
      .execute();
  }
  if (pattern.sharedWithAgents.length > 0) {
    await database
      .insertInto('pattern_shares')
      .values(
        pattern.sharedWithAgents.map((agentId, position) => ({ pattern_id: pattern.id, agent_id: agentId, position })),
      )
      .execute();
  }
};

/** Stores a new pattern with its lists and the revision that its content is. */
export const insertPattern = async (session: Session, pattern: Pattern, reason?: string): Promise<void> => {
  const { database, changes, breathe } = session;
  await breathe();
  const result = await database
    .insertInto('patterns')
    .values((eb) => ({
      ...fromPattern(pattern),
      is_head: eb.lit(pattern.isHead),
      serve_as_skill: eb.lit(pattern.serveAsSkill),
    }))
    .onConflict((conflict) =>
      conflict
        .columns(['namespace_id', 'agent_id', 'pattern_name', 'version'])
        .where('deleted_at', 'is', null)
        .doNothing(),
    )
    .executeTakeFirst();
  if (result.numInsertedOrUpdatedRows === 0n) throw await conflictOf(session, pattern);
  await insertLists(session, pattern);
  await database
    .insertInto('revisions')
    .values({
      pattern_id: pattern.id,
      number: pattern.revision,
      content: revisionContent(pattern),
      agent_id: pattern.agentId,
      reason: reason ?? null,
      created_at: pattern.createdAt.getTime(),
    })
    .execute();
  changes.record({
    patternId: pattern.id,
    lineageId: pattern.lineageId,
    kind: 'created',
    at: pattern.createdAt,
    subject: subjectOf(pattern),
  });
};
