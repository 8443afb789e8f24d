import { isIn } from '@tmws/domain';
import type { Engine } from '../engine.ts';
import type { PatternIndex } from '../ports/pattern-index.ts';

/** A pattern at one state of its text. */
export interface PatternAtRevision {
  readonly id: string;
  readonly revision: number;
}

/** At most so many vectors are kept: some 8 MiB of the bundled model's. */
const MOST_KEPT = 5_000;

/** By index, then model, pattern and revision: a vector depends on nothing else. The oldest first. */
const kept = new WeakMap<PatternIndex, Map<string, Float32Array>>();

const keyOf = (model: string, { id, revision }: PatternAtRevision): string => `${model} ${id} ${revision}`;

const keep = (vectors: Map<string, Float32Array>, key: string, vector: Float32Array): void => {
  vectors.delete(key);
  vectors.set(key, vector);
  for (const oldest of vectors.keys()) {
    if (vectors.size <= MOST_KEPT) return;
    vectors.delete(oldest);
  }
};

/**
 * The vectors of patterns by their ids; those that are not embedded yet are left out. Recommendations compare the same
 * patterns again and again, and reading their vectors from the index is most of the work, so that they are kept.
 *
 * @throws DomainError INDEX_REBUILDING where the index cannot be read
 */
export const patternVectors = async (
  engine: Pick<Engine, 'index' | 'embedder' | 'unitOfWork'>,
  patterns: readonly PatternAtRevision[],
): Promise<ReadonlyMap<string, Float32Array>> => {
  const { index, embedder } = engine;
  const { tag, dimensions } = embedder.model;
  const known = kept.get(index) ?? new Map<string, Float32Array>();
  kept.set(index, known);
  const found = new Map<string, Float32Array>();
  const missing = new Map<string, PatternAtRevision>();
  for (const pattern of patterns) {
    const vector = known.get(keyOf(tag, pattern));
    if (vector === undefined) missing.set(pattern.id, pattern);
    else found.set(pattern.id, vector);
  }
  if (missing.size === 0) return found;
  const isWhole = await engine.unitOfWork.read(
    async ({ outbox }) => (await outbox.countPending('words')) + (await outbox.countPending('meaning')) === 0,
  );
  // The request only serves to read the rows: all that are named come back, in whatever order.
  const vector = new Float32Array(dimensions).fill(1 / Math.sqrt(dimensions));
  const where = isIn('id', [...missing.keys()]);
  for (const row of await index.searchMeaning({ vector, space: 'plain', where, limit: missing.size })) {
    const pattern = missing.get(row.id);
    if (pattern === undefined || row.vector === undefined) continue;
    found.set(row.id, row.vector);
    // While the index lags behind the rows, a vector may be that of the revision before. A copy, as the row's own is a
    // part of all that was read with it.
    if (isWhole) keep(known, keyOf(tag, pattern), row.vector.slice());
  }
  return found;
};
