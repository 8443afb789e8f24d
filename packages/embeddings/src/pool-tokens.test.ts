import { describe, expect, test } from 'vitest';
import { poolTokens } from './pool-tokens.ts';

describe('poolTokens', () => {
  test('gives the direction of the mean, of length 1', () => {
    expect([...poolTokens(Float32Array.of(3, 0, 0, 4), 2, 'mean')]).toEqual([
      expect.closeTo(0.6, 6),
      expect.closeTo(0.8, 6),
    ]);
  });

  test('takes the first token alone for models that are trained so', () => {
    expect([...poolTokens(Float32Array.of(3, 0, 0, 4), 2, 'cls')]).toEqual([1, 0]);
  });

  test('gives zeros where the tokens cancel out', () => {
    expect([...poolTokens(Float32Array.of(1, -1), 1, 'mean')]).toEqual([0]);
  });

  test('refuses what is not whole vectors', () => {
    expect(() => poolTokens(Float32Array.of(1, 2, 3), 2, 'mean')).toThrow(RangeError);
    expect(() => poolTokens(new Float32Array(0), 2, 'mean')).toThrow(RangeError);
  });
});
