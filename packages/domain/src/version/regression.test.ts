import { describe, expect, test } from 'vitest';
import { isRegression, probabilityBetterThanParent } from './regression.ts';

const record = (successCount: number, failureCount: number) => ({ successCount, failureCount });

describe('a version that does worse than its parent', () => {
  test('is found after ten outcomes of its own', () => {
    expect(isRegression(record(2, 8), record(9, 1))).toBe(true);
    expect(isRegression(record(2, 7), record(9, 1))).toBe(false);
  });

  test('is none while the difference may be chance', () => {
    expect(isRegression(record(6, 4), record(7, 3))).toBe(false);
    expect(isRegression(record(10, 0), record(2, 8))).toBe(false);
  });

  test('is not told from a parent of which nothing is known', () => {
    expect(isRegression(record(0, 10), record(0, 0))).toBe(false);
    expect(probabilityBetterThanParent(record(0, 10), record(0, 0))).toBeUndefined();
    expect(probabilityBetterThanParent(record(0, 0), record(3, 1))).toBeUndefined();
  });
});
