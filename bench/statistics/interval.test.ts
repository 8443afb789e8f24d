import { describe, expect, test } from 'vitest';
import { formatInterval, meanInterval, quantile } from './interval.ts';

describe('a bootstrap interval', () => {
  test('is the same each time and holds the mean', () => {
    const values = Array.from({ length: 200 }, (_, place) => place % 2);
    const interval = meanInterval(values);
    expect(interval).toEqual(meanInterval(values));
    expect(interval.mean).toBe(0.5);
    expect(interval.low).toBeGreaterThan(0.41);
    expect(interval.low).toBeLessThan(0.45);
    expect(interval.high).toBeGreaterThan(0.55);
    expect(formatInterval(interval)).toMatch(/^\.500 \(\.4\d\d–\.5\d\d\)$/u);
  });

  test('has no width where all values are equal', () => {
    expect(meanInterval([1, 1, 1])).toEqual({ mean: 1, low: 1, high: 1, count: 3 });
  });
});

test('a quantile is a value of the list', () => {
  expect(quantile([3, 1, 2], 0.5)).toBe(2);
  expect(quantile([3, 1, 2], 1)).toBe(3);
});
