import { describe, expect, test } from 'vitest';
import { qualityOf } from './quality.ts';

describe('the quality of a ranking', () => {
  test('is whole where the graded ones come first, the best graded before all', () => {
    const grades = new Map([
      ['a', 2],
      ['b', 1],
    ]);
    expect(qualityOf(['a', 'b', 'c'], grades)).toEqual({ ndcg: 1, hit: 1, recall: 1 });
    const swapped = qualityOf(['b', 'a', 'c'], grades);
    expect(swapped.ndcg).toBeCloseTo((1 + 3 / Math.log2(3)) / (3 + 1 / Math.log2(3)), 12);
    expect(swapped.hit).toBe(1);
  });

  test('counts the first ten and no more', () => {
    const others = Array.from({ length: 10 }, (_, place) => `x${place}`);
    expect(qualityOf([...others, 'a'], new Map([['a', 2]]))).toEqual({ ndcg: 0, hit: 0, recall: 0 });
  });

  test('is nothing without grades', () => {
    expect(qualityOf(['a'], new Map())).toEqual({ ndcg: 0, hit: 0, recall: 0 });
  });
});
