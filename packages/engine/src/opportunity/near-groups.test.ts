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

/** The groups that all pairs at the mark make, joined one by one. */
const joined = (vectors: readonly Float32Array[], mark: number): readonly (readonly number[])[] => {
  let groups = vectors.map((_, place) => [place]);
  for (const [a, vector] of vectors.entries()) {
    for (const [b, other] of vectors.slice(0, a).entries()) {
      if (dotProduct(vector, other) < mark) continue;
      const [touched, others] = [
        groups.filter((group) => group.includes(a) || group.includes(b)),
        groups.filter((group) => !group.includes(a) && !group.includes(b)),
      ];
      groups = [...others, touched.flat().toSorted((x, y) => x - y)];
    }
  }
  return groups.filter((group) => group.length > 1);
};

const sorted = (groups: readonly (readonly number[])[]): readonly string[] =>
  groups.map((group) => group.toSorted((a, b) => a - b).join(' ')).toSorted();

describe('Near groups', () => {
  test('are connected by all pairs at the mark or above', async () => {
    const vectors = vectorsOf(200);
    const expected = joined(vectors, 0.55);
    expect(expected.length).toBeGreaterThan(5);
    expect(sorted(await nearGroups(vectors, 0.55, takeTurns(undefined)))).toEqual(sorted(expected));
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
