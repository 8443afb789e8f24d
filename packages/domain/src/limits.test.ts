import { expect, test } from 'vitest';
import { LIMITS } from './limits.ts';

test('a full page of the largest patterns still fits a message of 4 MiB', () => {
  expect(LIMITS.pageBytes + LIMITS.patternDataBytes).toBeLessThan(4 * 1024 * 1024);
  expect(LIMITS.batchBytes).toBeLessThan(4 * 1024 * 1024);
});

test('each default lies within its limit', () => {
  expect(LIMITS.pageSizeDefault).toBeLessThanOrEqual(LIMITS.pageSize);
  expect(LIMITS.appliedPatternsDefault).toBeLessThanOrEqual(LIMITS.appliedPatterns);
  expect(LIMITS.tokenBudgetDefault).toBeLessThanOrEqual(LIMITS.tokenBudget);
});
