import { describe, expect, test } from 'vitest';
import { type CategoryTotals, mergeCategories, rounded, summarize } from './summarize.ts';

const totals = (category: string, changes: Partial<CategoryTotals> = {}): CategoryTotals => ({
  category,
  patterns: 1,
  applications: 0,
  unused: 0,
  highConfidence: 0,
  mediumConfidence: 0,
  lowConfidence: 1,
  rated: 0,
  rateSum: 0,
  rateSquareSum: 0,
  leastRate: 1,
  greatestRate: 0,
  ...changes,
});

const rated = (...rates: readonly number[]): CategoryTotals =>
  totals('a', {
    patterns: rates.length,
    rated: rates.length,
    rateSum: rates.reduce((sum, rate) => sum + rate, 0),
    rateSquareSum: rates.reduce((sum, rate) => sum + rate * rate, 0),
    leastRate: Math.min(...rates),
    greatestRate: Math.max(...rates),
  });

describe('the summary', () => {
  test('of nothing is 0 everywhere and of unknown health', () => {
    expect(summarize([])).toEqual({
      totalPatterns: 0,
      totalApplications: 0,
      applicationsPerPattern: 0,
      unusedPatterns: 0,
      success: { average: 0, standardDeviation: 0, least: 0, greatest: 0 },
      averageSuccess: 0,
      health: 'unknown',
      byCategory: new Map(),
      byConfidence: { high: 0, medium: 0, low: 0 },
    });
  });

  test.each([
    [0.853, 'excellent'],
    [0.85, 'excellent'],
    [0.84, 'good'],
    [0.7, 'good'],
    [0.69, 'needs_improvement'],
    [0, 'needs_improvement'],
  ] as const)('of an average success of %d is of %s health [analytics.health]', (rate, health) => {
    expect(summarize([rated(rate)]).health).toBe(health);
    expect(summarize([rated(rate, rate, rate)]).health).toBe(health);
  });

  test('is of unknown health while no pattern has an outcome [analytics.health]', () => {
    expect(summarize([totals('a', { applications: 3 })]).health).toBe('unknown');
  });

  test('judges the average that it shows', () => {
    expect(summarize([rated(0.8496)])).toMatchObject({ averageSuccess: 0.85, health: 'excellent' });
  });

  test('gives mean and population deviation over patterns with outcomes alone', () => {
    const { success } = summarize([rated(0.5, 1), totals('b', { patterns: 1, unused: 1 })]);
    expect(success).toEqual({ average: 0.75, standardDeviation: 0.25, least: 0.5, greatest: 1 });
    const equal = summarize([rated(...Array.from({ length: 7 }, () => 0.1))]).success;
    expect(equal).toEqual({ average: 0.1, standardDeviation: 0, least: 0.1, greatest: 0.1 });
  });

  test('orders categories by their patterns, then by name', () => {
    const { byCategory } = summarize([totals('b'), totals('c', { patterns: 2 }), totals('a')]);
    expect([...byCategory]).toEqual([
      ['c', 2],
      ['a', 1],
      ['b', 1],
    ]);
  });
});

describe('sums of parts', () => {
  test('add up by category', () => {
    const parts = [rated(0.5), totals('b', { applications: 4, unused: 0 }), rated(1, 0.25)];
    expect(mergeCategories(parts)).toEqual([{ ...rated(0.5, 1, 0.25), lowConfidence: 2 }, parts[1]]);
  });
});

describe('rounding', () => {
  test.each([
    [327 / 45, 2, 7.27],
    [1.005, 2, 1.01],
    [0.0005, 3, 0.001],
    [2 / 3, 3, 0.667],
    [0, 3, 0],
  ])('%d to %d decimals is %d', (value, decimals, expected) => {
    expect(rounded(value, decimals)).toBe(expected);
  });
});
