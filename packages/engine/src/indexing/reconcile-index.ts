import { readIndexBatch } from './index-batch.ts';
import { rowStamp } from './index-row.ts';
import type { IndexingContext } from './indexing-context.ts';

const OUTLINES_PAGE = 5_000;
/** So many rows are read and merged at once; writers come in between. */
const MEND_PAGE = 128;

/** What the index holds of each pattern: the stamp of its row, marked where the row has a vector. */
const indexedStamps = async ({ index }: IndexingContext): Promise<Map<string, string>> => {
  const stamps = new Map<string, string>();
  for await (const page of index.stamps()) {
    for (const { id, stamp, model } of page) stamps.set(id, model === undefined ? stamp : withVector(stamp));
  }
  return stamps;
};

const withVector = (stamp: string): string => `${stamp} with a vector`;

/** Patterns whose vectors are on their way: their rows may be without one. */
const waitingPatterns = async ({ unitOfWork }: IndexingContext): Promise<ReadonlySet<string>> => {
  const stages = await unitOfWork.read(async (store) => [
    await store.outbox.pending('words', Number.MAX_SAFE_INTEGER),
    await store.outbox.pending('meaning', Number.MAX_SAFE_INTEGER),
  ]);
  return new Set(stages.flat().map((entry) => entry.patternId));
};

/**
 * The patterns whose row in the index is missing, out of date, without its vector, or should not be there. Changes that
 * are committed meanwhile may be among them, which does no harm: what is mended is read again.
 */
const differences = async (context: IndexingContext): Promise<readonly string[]> => {
  const waiting = await waitingPatterns(context);
  const indexed = await indexedStamps(context);
  const different: string[] = [];
  const pages = await context.unitOfWork.read(async (store) => store.patterns.outlines(OUTLINES_PAGE));
  for await (const page of pages) {
    for (const outline of page) {
      const found = indexed.get(outline.id);
      indexed.delete(outline.id);
      const stamp = outline.deletedAt === undefined ? rowStamp(outline) : undefined;
      const whole = stamp === undefined ? undefined : withVector(stamp);
      if (found === whole || (found === stamp && waiting.has(outline.id))) continue;
      different.push(outline.id);
    }
  }
  return [...different, ...indexed.keys()];
};

/**
 * Compares the index with the rows in both directions, and mends what differs. A crash leaves nothing to mend, since
 * the outbox is in the transaction of the row; an index of another time does: one restored from elsewhere, or one that
 * lost the record of its last changes and opens as it was before them.
 *
 * @param onDifferent - Called with the number of patterns that differ, before they are mended
 * @returns the number of patterns mended
 */
export const reconcileIndex = async (
  context: IndexingContext,
  onDifferent: (patterns: number) => void,
): Promise<number> => {
  const { unitOfWork, index, embedder, clock, mutex, signal, reach } = context;
  const ids = await differences(context);
  if (ids.length > 0) onDifferent(ids.length);
  for (let from = 0; from < ids.length; from += MEND_PAGE) {
    signal.throwIfAborted();
    await mutex.run(async () => {
      const part = ids.slice(from, from + MEND_PAGE);
      const batch = await unitOfWork.read((store) => readIndexBatch(store, part, embedder.model));
      if (batch.rows.length > 0) await index.upsert(batch.rows);
      if (batch.gone.length > 0) await index.remove(batch.gone);
      await reach('reconcile-mended');
      if (batch.unembedded.size === 0) return;
      await unitOfWork.write((store) => store.outbox.add([...batch.unembedded.keys()], clock.now()));
    });
  }
  return ids.length;
};
