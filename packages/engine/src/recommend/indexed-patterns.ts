import { isIn } from '@tmws/domain';
import type { Engine } from '../engine.ts';
import type { IndexCandidate, PatternIndex } from '../ports/pattern-index.ts';

/** A pattern at one state of its text. */
export interface PatternAtRevision {
  readonly id: string;
  readonly revision: number;
}

/** What the index holds of patterns, by id. */
export type IndexedPatterns = ReadonlyMap<string, IndexCandidate>;

/** At most so many are kept: some 6 MiB with the bundled model and patterns of a page or two. */
const MOST_KEPT = 2_000;

/** By index, then model, pattern and revision, on which all of it depends. The oldest first. */
const kept = new WeakMap<PatternIndex, Map<string, IndexCandidate>>();

const keyOf = (model: string, { id, revision }: PatternAtRevision): string => `${model} ${id} ${revision}`;

const keep = (known: Map<string, IndexCandidate>, key: string, candidate: IndexCandidate): void => {
  known.set(key, candidate);
  for (const oldest of known.keys()) {
    if (known.size <= MOST_KEPT) return;
    known.delete(oldest);
  }
};

/** A copy: the row's own bytes are a part of all that was read with it. */
const copyOf = (row: IndexCandidate): IndexCandidate => ({
  ...row,
  termFrequencies: row.termFrequencies.slice(),
  vector: row.vector?.slice(),
});

/**
 * The words and vectors of patterns by their ids; patterns that are not embedded yet are left out. Recommendations
 * compare the same patterns again and again, and reading them from the index is most of the work, so that they are kept.
 *
 * @throws DomainError INDEX_REBUILDING where the index cannot be read
 */
export const indexedPatterns = async (
  engine: Pick<Engine, 'index' | 'embedder' | 'unitOfWork'>,
  patterns: readonly PatternAtRevision[],
): Promise<IndexedPatterns> => {
  const { index, embedder } = engine;
  const { tag, dimensions } = embedder.model;
  const known = kept.get(index) ?? new Map<string, IndexCandidate>();
  kept.set(index, known);
  const found = new Map<string, IndexCandidate>();
  const missing = new Map<string, PatternAtRevision>();
  for (const pattern of patterns) {
    const candidate = known.get(keyOf(tag, pattern));
    if (candidate === undefined) missing.set(pattern.id, pattern);
    else found.set(pattern.id, candidate);
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
    if (pattern === undefined) continue;
    const candidate = copyOf(row);
    found.set(row.id, candidate);
    // While the index lags behind the rows, it may hold the revision before.
    if (isWhole) keep(known, keyOf(tag, pattern), candidate);
  }
  return found;
};
