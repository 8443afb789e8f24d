import { is, not } from '@tmws/domain';
import type { IndexRebuild, IndexSpec } from '../ports/pattern-index.ts';
import { readIndexBatch } from './index-batch.ts';
import type { IndexingContext } from './indexing-context.ts';

/** How far a rebuild has come, in patterns. */
export interface ReindexProgress {
  readonly done: number;
  readonly total: number;
}

const PAGE = 256;

/** A rebuild that is under way. Changes of rows meanwhile are noted and applied before the new index is served. */
export interface RunningRebuild {
  /** Notes patterns that changed after the rebuild may have read them. */
  noteChanges(patternIds: readonly string[]): void;
  readonly finished: Promise<ReindexProgress>;
}

/**
 * Makes a new index from the rows beside the served one and serves it when it is complete.
 *
 * @param onProgress - Called after each page
 */
export const startRebuild = (
  context: IndexingContext,
  spec: IndexSpec,
  onProgress: (progress: ReindexProgress) => void,
): RunningRebuild => {
  const { unitOfWork, index, embedder, clock, mutex, signal, reach } = context;
  const changed = new Set<string>();

  const fill = async (target: IndexRebuild, total: number): Promise<{ done: number; unembedded: string[] }> => {
    const unembedded: string[] = [];
    let done = 0;
    const pages = await unitOfWork.read(async (store) => store.patterns.pages(PAGE));
    for await (const page of pages) {
      signal.throwIfAborted();
      const ids = page.filter((pattern) => pattern.deletedAt === undefined).map((pattern) => pattern.id);
      const batch = await unitOfWork.read((store) => readIndexBatch(store, ids, embedder.model));
      await target.upsert(batch.rows);
      await reach('rebuild-page');
      unembedded.push(...batch.unembedded.keys());
      done += ids.length;
      onProgress({ done, total: Math.max(done, total) });
    }
    return { done, unembedded };
  };

  const run = async (): Promise<ReindexProgress> => {
    const total = await unitOfWork.read((store) => store.patterns.count(not(is('isDeleted'))));
    const target = await index.rebuild(spec);
    try {
      await reach('rebuild-begins');
      const { done, unembedded } = await fill(target, total);
      // Before the new index is served: a crash between the two would leave rows that nothing ever embeds.
      if (unembedded.length > 0) await unitOfWork.write((store) => store.outbox.add(unembedded, clock.now()));
      await reach('rebuild-filled');
      await mutex.run(async () => {
        const batch = await unitOfWork.read((store) => readIndexBatch(store, [...changed], embedder.model));
        if (batch.rows.length > 0) await target.upsert(batch.rows);
        if (batch.gone.length > 0) await target.remove(batch.gone);
        await reach('rebuild-commits');
        await target.commit();
        await reach('rebuild-committed');
      });
      return { done, total: done };
    } catch (error) {
      await target.abort();
      throw error;
    }
  };

  return {
    noteChanges: (patternIds) => {
      for (const id of patternIds) changed.add(id);
    },
    finished: run(),
  };
};
