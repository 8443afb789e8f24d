import { similarity } from '@tmws/domain';
import { describe, expect, test } from 'vitest';
import { fitMap, scoreAt, shareFrom } from './fit-map.ts';

const spread = (from: number, to: number): readonly number[] =>
  Array.from({ length: 1_000 }, (_, place) => from + ((to - from) * place) / 1_000);

const BOUNDS = { right: 0.8, unrelated: 0.05 };

describe('a fitted map', () => {
  test('keeps enough of the right pairs and few of the others at the threshold', () => {
    const pairs = { right: spread(0.8, 1.2), unrelated: Float32Array.from(spread(0.7, 0.88)) };
    const { map, at, room } = fitMap(pairs, 0.7, BOUNDS);
    expect(similarity(map, at)).toBeCloseTo(0.7, 9);
    expect(scoreAt(map, 0.7)).toBeCloseTo(at, 9);
    expect(at).toBeGreaterThanOrEqual(room[0]);
    expect(at).toBeLessThanOrEqual(room[1]);
    expect(shareFrom(pairs.right, at)).toBeGreaterThanOrEqual(0.8);
    expect(shareFrom(pairs.unrelated, at)).toBeLessThanOrEqual(0.051);
    expect(map.slope).toBeGreaterThan(0);
  });

  test('lies in the middle where both bounds cannot hold', () => {
    const pairs = { right: spread(0.7, 0.9), unrelated: Float32Array.from(spread(0.7, 0.9)) };
    const { at, room } = fitMap(pairs, 0.7, BOUNDS);
    expect(room[0]).toBeGreaterThan(room[1]);
    expect(at).toBeCloseTo((room[0] + room[1]) / 2, 9);
  });
});
