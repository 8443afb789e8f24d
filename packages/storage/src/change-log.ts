import type { ChangeKind } from '@tmws/engine';
import { fromSubject } from './change-subject.ts';
import type { Database } from './entities/tables.ts';
import { inChunks } from './in-chunks.ts';

/** One change of a pattern, for those who watch. */
export interface PatternChange {
  readonly patternId: string;
  readonly lineageId: string;
  readonly kind: ChangeKind;
  readonly at: Date;
  /** What `subjectOf` says of the pattern after the change; undefined: it is read when the transaction ends. */
  readonly subject?: string | undefined;
}

/** Collects what a transaction changes, so that counter and changes are written once, at its end. */
export interface ChangeLog {
  record(change: PatternChange): void;
  /** Something was changed that caches depend on and nobody watches: a use, a membership, a head. */
  touch(): void;
  /** Content was removed for good: nothing of it may stay in the files. */
  erase(): void;
  /** Whether there is something for those who watch. */
  isRecorded(): boolean;
  isErased(): boolean;
  flush(database: Database): Promise<void>;
}

const MOST_ROWS = 1_000;

/** The subjects of the patterns that are there, by id. */
const readSubjects = async (database: Database, ids: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  if (ids.length === 0) return new Map();
  const rows = await database
    .selectFrom('patterns')
    .select(['id', 'agent_id', 'namespace_id', 'access_level', 'status', 'category', 'deleted_at'])
    .where('id', 'in', ids)
    .execute();
  const shares = await database
    .selectFrom('pattern_shares')
    .select(['pattern_id', 'agent_id'])
    .where('pattern_id', 'in', ids)
    .execute();
  return new Map(
    rows.map((row) => [
      row.id,
      fromSubject({
        id: row.id,
        agentId: row.agent_id,
        namespace: row.namespace_id,
        accessLevel: row.access_level,
        status: row.status,
        category: row.category,
        sharedWithAgents: shares.filter((share) => share.pattern_id === row.id).map((share) => share.agent_id),
        isDeleted: row.deleted_at !== null,
      }),
    ]),
  );
};

/** An empty log of one transaction. */
export const createChangeLog = (): ChangeLog => {
  const changes: PatternChange[] = [];
  let touched = false;
  let erased = false;
  return {
    record: (change) => {
      changes.push(change);
    },
    touch: () => {
      touched = true;
    },
    erase: () => {
      erased = true;
    },
    isRecorded: () => changes.length > 0,
    isErased: () => erased,
    flush: async (database) => {
      if (!touched && changes.length === 0) return;
      await database
        .updateTable('change_counter')
        .set((eb) => ({ value: eb('value', '+', 1) }))
        .where('id', '=', 1)
        .execute();
      for (const chunk of inChunks(changes, MOST_ROWS)) {
        const unread = chunk.filter(({ subject }) => subject === undefined).map(({ patternId }) => patternId);
        const subjects = await readSubjects(database, [...new Set(unread)]);
        await database
          .insertInto('changes')
          .values(
            chunk.map((change) => ({
              pattern_id: change.patternId,
              lineage_id: change.lineageId,
              kind: change.kind,
              created_at: change.at.getTime(),
              subject: change.subject ?? subjects.get(change.patternId) ?? null,
            })),
          )
          .execute();
      }
    },
  };
};
