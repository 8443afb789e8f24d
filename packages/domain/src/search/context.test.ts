import { expect, test } from 'vitest';
import { scoreWithContext } from './context.ts';

test('adds what the context scores above an unrelated pair, at its weight', () => {
  expect(scoreWithContext({ request: 0.9, context: 0.91, unrelated: 0.81 })).toBeCloseTo(0.93);
});

test('never lowers a score', () => {
  expect(scoreWithContext({ request: 0.9, context: 0.7, unrelated: 0.81 })).toBe(0.9);
});
