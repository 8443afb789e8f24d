import type { Engine } from '../engine.ts';
import type { Searchable } from '../indexing/waiting-list.ts';

/**
 * Waits until the index has what was committed of a lineage: a change of one version can make another one its head.
 */
export const settleLineage = async (engine: Engine, lineageId: string): Promise<Searchable> => {
  const lineage = await engine.unitOfWork.read((store) => store.patterns.findLineage(lineageId));
  return engine.indexer.settle(lineage.filter(({ deletedAt }) => deletedAt === undefined).map(({ id }) => id));
};
