import { dotProduct } from '@tmws/domain';
import { describe, expect, test } from 'vitest';
import { nearPairs } from './near-pairs.ts';
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

const keysOf = (pairs: readonly { readonly a: number; readonly b: number }[]): readonly string[] =>
  pairs.map(({ a, b }) => `${Math.max(a, b)} ${Math.min(a, b)}`).toSorted();

describe('Near pairs', () => {
  test('are all those at the mark or above, with their cosines', async () => {
    const vectors = vectorsOf(200);
    const mark = 0.6;
    const expected = vectors.flatMap((vector, a) =>
      vectors.slice(0, a).flatMap((other, b) => (dotProduct(vector, other) >= mark ? [{ a, b }] : [])),
    );
    const found = await nearPairs(vectors, mark, takeTurns(undefined));
    expect(expected.length).toBeGreaterThan(5);
    expect(keysOf(found)).toEqual(keysOf(expected));
    for (const { a, b, cosine } of found) {
      expect(cosine).toBe(dotProduct(vectors[a] ?? new Float32Array(), vectors[b] ?? new Float32Array()));
    }
  });

  test('of equal vectors are found among any number, each once', async () => {
    const vectors = vectorsOf(2_000);
    const copies = [3, 999, 1_998].flatMap((place) => vectors[place] ?? []);
    const found = await nearPairs([...vectors, ...copies], 0.999, takeTurns(undefined));
    expect(keysOf(found)).toEqual(['2000 3', '2001 999', '2002 1998']);
  });

  test('are given up when their caller is gone', async () => {
    const gone = AbortSignal.abort(new Error('gone'));
    await expect(nearPairs(vectorsOf(1_500), 0.9, takeTurns(gone))).rejects.toThrow('gone');
  });
});
