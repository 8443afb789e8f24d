import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LEXICAL_SIMILARITY } from './lexical-similarity.ts';
import { similarity } from './similarity.ts';

test('is the logistic of the map', () => {
  const map = { kind: 'logistic', slope: 16.9, intercept: -13.86 } as const;
  expect(similarity(map, 13.86 / 16.9)).toBeCloseTo(0.5);
  expect(similarity(map, 0.8703)).toBeCloseTo(0.7, 3);
});

test('rises with the score and stays within 0 and 1 [search.lexical-similarity]', () => {
  const score = fc.double({ min: -10, max: 10, noNaN: true });
  fc.assert(
    fc.property(score, score, (left, right) => {
      const [lower, upper] = [Math.min(left, right), Math.max(left, right)].map((value) =>
        similarity(LEXICAL_SIMILARITY, value),
      );
      expect(lower).toBeGreaterThanOrEqual(0);
      expect(upper).toBeLessThanOrEqual(1);
      expect(upper).toBeGreaterThanOrEqual(lower ?? 1);
    }),
  );
});

test('puts the default threshold of 0.7 where four of five right answers by words lie above it', () => {
  expect(similarity(LEXICAL_SIMILARITY, 0.1226)).toBeCloseTo(0.7, 3);
});
