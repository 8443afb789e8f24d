import { is, not } from '@tmws/domain';
import { readIndexBatch } from './index-batch.ts';
import { rowStamp } from './index-row.ts';
import type { IndexingContext } from './indexer.ts';

const PAGE = 1_000;

/** The patterns whose row in the index is missing, out of date or should not be there. */
const differences = async ({ unitOfWork, index }: IndexingContext): Promise<readonly string[]> => {
  const indexed = new Map<string, string>();
  for await (const page of index.stamps()) for (const { id, stamp } of page) indexed.set(id, stamp);
  const different: string[] = [];
  const pages = await unitOfWork.read(async (store) => store.patterns.pages(PAGE));
  for await (const page of pages) {
    for (const pattern of page) {
      const wanted = pattern.deletedAt === undefined ? rowStamp(pattern) : undefined;
      if (indexed.get(pattern.id) !== wanted) different.push(pattern.id);
      indexed.delete(pattern.id);
    }
  }
  return [...different, ...indexed.keys()];
};

/**
 * Compares the index with the rows in both directions where their numbers differ, and mends what differs. A crash
 * leaves nothing to mend, since the outbox is in the transaction of the row; an index restored from another time does.
 *
 * @returns the number of patterns mended
 */
export const reconcileIndex = async (context: IndexingContext): Promise<number> => {
  const { unitOfWork, index, embedder, clock, mutex } = context;
  return mutex.run(async () => {
    const rows = await unitOfWork.read((store) => store.patterns.count(not(is('isDeleted'))));
    if (rows === (await index.count())) return 0;
    const ids = await differences(context);
    for (let from = 0; from < ids.length; from += PAGE) {
      const part = ids.slice(from, from + PAGE);
      const batch = await unitOfWork.read((store) => readIndexBatch(store, part, embedder.model));
      if (batch.rows.length > 0) await index.upsert(batch.rows);
      if (batch.gone.length > 0) await index.remove(batch.gone);
      if (batch.unembedded.size === 0) continue;
      await unitOfWork.write((store) => store.outbox.add([...batch.unembedded.keys()], clock.now()));
    }
    return ids.length;
  });
};
