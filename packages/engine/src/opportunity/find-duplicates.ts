import { all, type Condition, DomainError, type DuplicateGroup, is, isIn, not } from '@tmws/domain';
import type { Engine } from '../engine.ts';
import type { IndexCandidate } from '../ports/pattern-index.ts';
import { type NearPair, nearPairs } from './near-pairs.ts';
import { takeTurns } from './turn.ts';

/** So many heads are compared at most. */
const MOST_COMPARED = 10_000;

/** The heads that pass with their vectors; none while the index is being rebuilt. */
const readHeads = async (engine: Engine, where: Condition): Promise<readonly IndexCandidate[]> => {
  const { dimensions } = engine.embedder.model;
  // Every row is near enough to any direction: what counts is the vectors that come along.
  const direction = new Float32Array(dimensions).fill(1 / Math.sqrt(dimensions));
  try {
    return await engine.index.searchMeaning({
      vector: direction,
      space: 'plain',
      where: all(where, is('isHead'), not(isIn('status', ['DEPRECATED', 'RETIRED']))),
      limit: MOST_COMPARED,
    });
  } catch (error) {
    if (error instanceof DomainError && error.reason === 'INDEX_REBUILDING') return [];
    throw error;
  }
};

/** Those of the ids that pass by the rows, which the index can lag behind. */
const stillPassing = async (engine: Engine, where: Condition, ids: readonly string[]): Promise<ReadonlySet<string>> => {
  if (ids.length === 0) return new Set();
  const any = { minSuccessRate: 0, minUsageCount: 0 };
  return new Set(
    await engine.unitOfWork.read((store) =>
      store.patterns.idsByStatistics(all(where, isIn('id', ids)), any, ids.length),
    ),
  );
};

/** Joins pairs that share a member. */
const join = (size: number, pairs: readonly NearPair[]): readonly { members: number[]; similarity: number }[] => {
  const parents = Array.from({ length: size }, (_, place) => place);
  const rootOf = (place: number): number => {
    let root = place;
    while (parents[root] !== root) root = parents[root] ?? root;
    return root;
  };
  for (const { a, b } of pairs) parents[rootOf(a)] = rootOf(b);
  const groups = new Map<number, { members: number[]; similarity: number }>();
  for (const place of new Set(pairs.flatMap(({ a, b }) => [a, b]))) {
    const root = rootOf(place);
    const group = groups.get(root) ?? { members: [], similarity: 0 };
    group.members.push(place);
    groups.set(root, group);
  }
  for (const { a, cosine } of pairs) {
    const group = groups.get(rootOf(a));
    if (group !== undefined) group.similarity = Math.max(group.similarity, cosine);
  }
  return [...groups.values()];
};

/**
 * Groups of patterns that nearly say the same by the model's `duplicate` mark, the newest version of each. None where the
 * model has no such mark.
 */
export const findDuplicates = async (
  engine: Engine,
  where: Condition,
  signal: AbortSignal | undefined,
): Promise<readonly DuplicateGroup[]> => {
  const { duplicateMark } = engine.embedder.model;
  if (duplicateMark === undefined) return [];
  const heads = (await readHeads(engine, where)).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const embedded = heads.flatMap(({ id, patternName, vector }) =>
    vector === undefined ? [] : [{ pattern: { id, patternName }, vector }],
  );
  const vectors = embedded.map(({ vector }) => vector);
  const near = await nearPairs(vectors, duplicateMark, takeTurns(signal));
  const passing = await stillPassing(
    engine,
    where,
    [...new Set(near.flatMap(({ a, b }) => [a, b]))].flatMap((place) => embedded[place]?.pattern.id ?? []),
  );
  const passes = (place: number): boolean => passing.has(embedded[place]?.pattern.id ?? '');
  const pairs = near.filter(({ a, b }) => passes(a) && passes(b));
  return join(embedded.length, pairs).map(({ members, similarity }) => ({
    patterns: members.toSorted((a, b) => a - b).flatMap((place) => embedded[place]?.pattern ?? []),
    similarity,
  }));
};
