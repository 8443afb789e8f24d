import { describe, expect, test } from 'vitest';
import { bar, barLength } from './bars.ts';
import { inBuckets, sparkline } from './sparkline.ts';

describe('a bar', () => {
  test('is as long as its share, in eighths, and never quite gone', () => {
    expect([0, 0.0001, 0.5, 1, 2].map((share) => bar(share, 4))).toEqual(['', '▏', '██', '████', '████']);
    expect(bar(5 / 16, 2)).toBe('▋');
  });

  test('takes what the terminal leaves', () => {
    expect([undefined, 200, 50, 10].map((width) => barLength(width, 40))).toEqual([30, 30, 10, 4]);
  });
});

describe('a sparkline', () => {
  test('shows each value beside the greatest, and nothing as a dot', () => {
    expect(sparkline([0, 1, 4, 8])).toBe('·▁▄█');
    expect(sparkline([0, 0])).toBe('··');
    expect(sparkline([])).toBe('');
  });

  test('puts neighbours together until it fits, the last ones whole', () => {
    expect(inBuckets([1, 2, 3, 4, 5], 2)).toEqual([3, 12]);
    expect(inBuckets([1, 2, 3], 3)).toEqual([1, 2, 3]);
    expect(inBuckets([], 3)).toEqual([]);
  });
});
