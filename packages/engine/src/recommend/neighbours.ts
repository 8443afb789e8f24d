import type { Condition } from '@tmws/domain';
import type { Engine } from '../engine.ts';
import type { PatternIndex } from '../ports/pattern-index.ts';
import { indexedPatterns, type PatternAtRevision } from './indexed-patterns.ts';

const MOST = 50;
/** A pattern that is new is among the neighbours of others after so long at the latest. */
const KEPT_MILLISECONDS = 60_000;
const MOST_KEPT = 300;

interface Kept {
  readonly ids: readonly string[];
  readonly until: number;
}

/** By index; then model, pattern, revision and condition. The oldest first. */
const kept = new WeakMap<PatternIndex, Map<string, Kept>>();

const keep = (known: Map<string, Kept>, key: string, value: Kept): void => {
  known.delete(key);
  known.set(key, value);
  for (const oldest of known.keys()) {
    if (known.size <= MOST_KEPT) return;
    known.delete(oldest);
  }
};

/**
 * Ids of the patterns that are nearest by meaning to the given ones, among those that pass. They are kept for a minute,
 * as a search costs more than all else of a recommendation; whoever uses them checks each once more.
 *
 * @throws DomainError INDEX_REBUILDING where the index cannot be read
 */
export const neighbours = async (
  engine: Pick<Engine, 'index' | 'embedder' | 'unitOfWork' | 'clock'>,
  patterns: readonly PatternAtRevision[],
  where: Condition,
): Promise<readonly string[]> => {
  const { index, embedder, clock } = engine;
  const known = kept.get(index) ?? new Map<string, Kept>();
  kept.set(index, known);
  const now = clock.now().getTime();
  const condition = JSON.stringify(where);
  const indexed = await indexedPatterns(engine, patterns);
  const found = await Promise.all(
    patterns.map(async ({ id, revision }) => {
      const vector = indexed.get(id)?.vector;
      if (vector === undefined) return [];
      const key = `${embedder.model.tag} ${id} ${revision} ${condition}`;
      const before = known.get(key);
      if (before !== undefined && before.until > now) return before.ids;
      const nearest = await index.searchMeaning({ vector, space: 'plain', where, limit: MOST });
      const ids = nearest.map((candidate) => candidate.id);
      keep(known, key, { ids, until: now + KEPT_MILLISECONDS });
      return ids;
    }),
  );
  return found.flat();
};
