import type { Database } from './entities/tables.ts';
import { inChunks } from './in-chunks.ts';

/** What happened to a pattern. */
export type ChangeKind = 'created' | 'updated' | 'deleted' | 'undeleted' | 'purged';

/** One change of a pattern, for those who watch. */
export interface PatternChange {
  readonly patternId: string;
  readonly lineageId: string;
  readonly kind: ChangeKind;
  readonly at: Date;
}

/** Collects what a transaction changes, so that counter and changes are written once, at its end. */
export interface ChangeLog {
  record(change: PatternChange): void;
  /** Something was changed that caches depend on and nobody watches: a use, a membership, a head. */
  touch(): void;
  flush(database: Database): Promise<void>;
}

/** An empty log of one transaction. */
export const createChangeLog = (): ChangeLog => {
  const changes: PatternChange[] = [];
  let touched = false;
  return {
    record: (change) => {
      changes.push(change);
    },
    touch: () => {
      touched = true;
    },
    flush: async (database) => {
      if (!touched && changes.length === 0) return;
      await database
        .updateTable('change_counter')
        .set((eb) => ({ value: eb('value', '+', 1) }))
        .where('id', '=', 1)
        .execute();
      for (const chunk of inChunks(changes, 1_000)) {
        await database
          .insertInto('changes')
          .values(
            chunk.map((change) => ({
              pattern_id: change.patternId,
              lineage_id: change.lineageId,
              kind: change.kind,
              created_at: change.at.getTime(),
            })),
          )
          .execute();
      }
    },
  };
};
