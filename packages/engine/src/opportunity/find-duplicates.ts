import { all, type Condition, DomainError, type DuplicateGroup, is, isIn, not } from '@tmws/domain';
import type { Engine } from '../engine.ts';
import type { IndexCandidate } from '../ports/pattern-index.ts';
import { nearGroups } from './near-groups.ts';
import { takeTurns } from './turn.ts';

/** So many heads are compared at most. */
const MOST_COMPARED = 10_000;

const ANY_USE = { minSuccessRate: 0, minUsageCount: 0 };

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
  const heads = await readHeads(engine, where);
  // The index can lag behind the rows, which decide who may read what.
  const still = all(
    where,
    isIn(
      'id',
      heads.map(({ id }) => id),
    ),
  );
  const passing = new Set(
    await engine.unitOfWork.read((store) => store.patterns.idsByStatistics(still, ANY_USE, MOST_COMPARED)),
  );
  const compared = heads
    .filter(({ id, vector }) => vector !== undefined && passing.has(id))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const vectors = compared.flatMap(({ vector }) => vector ?? []);
  const groups = await nearGroups(vectors, duplicateMark, takeTurns(signal));
  return groups.map((places) => ({
    patterns: places.flatMap((place) => {
      const head = compared[place];
      return head === undefined ? [] : [{ id: head.id, patternName: head.patternName }];
    }),
    mark: duplicateMark,
  }));
};
