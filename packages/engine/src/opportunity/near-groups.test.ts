import { dotProduct } from '@tmws/domain';
import { describe, expect, test } from 'vitest';
import { nearGroups } from './near-groups.ts';
import { takeTurns } from './turn.ts';

const DIMENSIONS = 24;

/** Unit vectors that a seed decides. */
const vectorsOf = (count: number): Float32Array[] => {
  let state = 7;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state / 2 ** 31;
  };
  return Array.from({ length: count }, () => {
    const values = Array.from({ length: DIMENSIONS }, next);
    const length = Math.hypot(...values);
    return Float32Array.from(values, (value) => value / length);
  });
};

/** Every vector in turn with those after it that are near it and in no group yet. */
const compared = (vectors: readonly Float32Array[], mark: number): readonly (readonly number[])[] => {
  const taken = new Set<number>();
  return vectors.flatMap((vector, first) => {
    if (taken.has(first)) return [];
    const near = vectors.flatMap((other, place) =>
      place > first && !taken.has(place) && dotProduct(vector, other) >= mark ? [place] : [],
    );
    for (const place of near) taken.add(place);
    return near.length === 0 ? [] : [[first, ...near]];
  });
};

const sorted = (groups: readonly (readonly number[])[]): readonly string[] =>
  groups.map((group) => group.toSorted((a, b) => a - b).join(' ')).toSorted();

describe('Near groups', () => {
  test('are those near their first, as comparing each with each finds them', async () => {
    const vectors = vectorsOf(200);
    const expected = compared(vectors, 0.5);
    expect(expected.length).toBeGreaterThan(5);
    expect(sorted(await nearGroups(vectors, 0.5, takeTurns(undefined)))).toEqual(sorted(expected));
  });

  test('cut a chain whose ends have little in common', async () => {
    const turned = (degrees: number): Float32Array =>
      Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180));
    const chain = [0, 15, 30, 45].map(turned);
    expect(await nearGroups(chain, Math.cos(Math.PI / 9), takeTurns(undefined))).toEqual([
      [0, 1],
      [2, 3],
    ]);
  });

  test('of equal vectors are found among any number', async () => {
    const vectors = vectorsOf(2_000);
    const copies = [3, 999, 1_998, 3].flatMap((place) => vectors[place] ?? []);
    const found = await nearGroups([...vectors, ...copies], 0.999, takeTurns(undefined));
    expect(sorted(found)).toEqual(['1998 2002', '3 2000 2003', '999 2001']);
  });

  test('are given up when their caller is gone', async () => {
    const gone = AbortSignal.abort(new Error('gone'));
    await expect(nearGroups(vectorsOf(1_500), 0.9, takeTurns(gone))).rejects.toThrow('gone');
  });
});
