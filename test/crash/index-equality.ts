import { all, tokenize } from '@tmws/domain';
import { createIndexer, type Engine, type IndexCandidate, type IndexRow } from '@tmws/engine';
import { createMemoryPatternIndex, createStubEmbedder } from '@tmws/engine/testing';
import { expect } from 'vitest';

/** The rows that the index must hold: those of another index, made anew from the stored patterns in memory. */
const expectedRows = async (engine: Engine): Promise<ReadonlyMap<string, IndexRow>> => {
  const index = createMemoryPatternIndex();
  const errors: unknown[] = [];
  const indexer = createIndexer({
    unitOfWork: engine.unitOfWork,
    index,
    embedder: createStubEmbedder(),
    clock: engine.clock,
    onError: (error) => errors.push(error),
  });
  await indexer.start();
  await indexer.idle();
  await indexer.close();
  expect(errors).toEqual([]);
  return index.rows();
};

const summaryOf = (row: IndexRow | IndexCandidate): string =>
  JSON.stringify([
    row.id,
    row.lineageId,
    row.patternName,
    Buffer.from(row.termFrequencies).toString('base64'),
    row.vector === undefined ? undefined : [...row.vector],
  ]);

/**
 * Fails unless the index holds exactly the present state of every stored pattern, each once, with its vector, and
 * nothing waits to be indexed.
 */
export const expectIndexEqualToRows = async (engine: Engine): Promise<void> => {
  expect(engine.index.state()).toEqual({ kind: 'ready' });
  expect(engine.indexer.incomplete()).toBeUndefined();
  const pending = await engine.unitOfWork.read(async (store) => [
    await store.outbox.countPending('words'),
    await store.outbox.countPending('meaning'),
  ]);
  expect(pending).toEqual([0, 0]);
  const rows = await expectedRows(engine);
  const stamps: string[] = [];
  for await (const page of engine.index.stamps()) {
    stamps.push(...page.map(({ id, stamp, model }) => JSON.stringify([id, stamp, model])));
  }
  const expected = [...rows.values()].map(({ id, stamp, model }) => JSON.stringify([id, stamp, model]));
  expect(stamps.toSorted()).toEqual(expected.toSorted());
  const first = [...rows.values()].at(-1);
  if (first?.vector === undefined) return;
  const found = await engine.index.searchMeaning({
    vector: first.vector,
    space: 'plain',
    where: all(),
    limit: rows.size + 10,
  });
  expect(found.map(summaryOf).toSorted()).toEqual([...rows.values()].map(summaryOf).toSorted());
};

/** Fails unless each pattern is found by its own name. */
export const expectFoundByWords = async (engine: Engine, patternIds: readonly string[]): Promise<void> => {
  const patterns = await engine.unitOfWork.read((store) => store.patterns.findMany(patternIds));
  for (const pattern of patterns) {
    const terms = tokenize(pattern.patternName);
    const found = await engine.index.searchWords({ terms, where: all(), limit: 5 });
    expect(found.map(({ id }) => id)).toContain(pattern.id);
  }
};
