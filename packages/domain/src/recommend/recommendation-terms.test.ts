import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { failedForAgent, recommendationScore, recommendationTerms } from './recommendation-terms.ts';

const NONE = { similarity: 0, context: 0 };
const unused = (confidencePrior: number) => ({ usageCount: 0, successCount: 0, failureCount: 0, confidencePrior });

/** Records as they can be stored: no more outcomes than uses. */
const records = fc
  .record({
    successCount: fc.nat(5_000),
    failureCount: fc.nat(5_000),
    open: fc.nat(5_000),
    confidencePrior: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ open, ...rest }) => ({ ...rest, usageCount: rest.successCount + rest.failureCount + open }));
const shares = fc.double({ min: 0, max: 1, noNaN: true });

describe('the score of a recommendation', () => {
  test('is the sum of five terms, each as written [recommend.formula]', () => {
    const terms = recommendationTerms(
      { usageCount: 5, successCount: 3, failureCount: 1, confidencePrior: 0.8 },
      { similarity: 0.5, context: 0.25 },
    );
    expect(terms.successTerm).toBeCloseTo(0.4 * 0.75, 12);
    expect(terms.usageTerm).toBeCloseTo(0.3 * 0.5, 12);
    expect(terms.confidenceTerm).toBeCloseTo((0.3 * 7) / 9, 12);
    expect(terms.similarityBoost).toBeCloseTo(0.1, 12);
    expect(terms.contextBoost).toBeCloseTo(0.05, 12);
    const sum = Object.values(terms).reduce((total, term) => total + term, 0);
    expect(recommendationScore(terms)).toBeCloseTo(sum, 9);
  });

  test('gains nothing by more than ten uses [recommend.formula]', () => {
    const usageTerm = (usageCount: number): number =>
      recommendationTerms({ usageCount, successCount: 0, failureCount: 0, confidencePrior: 0.5 }, NONE).usageTerm;
    expect(usageTerm(10)).toBe(usageTerm(1_000));
    expect(usageTerm(9)).toBeLessThan(usageTerm(10));
  });

  test.each([
    [0.8, 0.32],
    [1, 0.38],
    [0, 0.02],
  ])('takes a prior of %d for the rate that is missing: %d [recommend.cold-start]', (prior, expected) => {
    expect(recommendationTerms(unused(prior), NONE).successTerm).toBeCloseTo(expected, 12);
    expect(recommendationTerms({ ...unused(prior), usageCount: 3 }, NONE).successTerm).toBeCloseTo(expected, 12);
  });

  test('lies between 0 and 1.4 whatever the record [recommend.range]', () => {
    fc.assert(
      fc.property(records, shares, shares, (record, similarity, context) => {
        const score = recommendationScore(recommendationTerms(record, { similarity, context }));
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1.4);
      }),
    );
    const best = { usageCount: 1_000_000, successCount: 1_000_000, failureCount: 0, confidencePrior: 1 };
    expect(recommendationScore(recommendationTerms(best, { similarity: 1, context: 1 }))).toBeLessThanOrEqual(1.4);
  });
});

test.each([
  [{ successes: 1, failures: 2, lastOutcome: false }, true],
  [{ successes: 2, failures: 1, lastOutcome: false }, false],
  [{ successes: 1, failures: 1, lastOutcome: false }, false],
  [{ successes: 1, failures: 3, lastOutcome: true }, false],
  [{ successes: 0, failures: 1, lastOutcome: false }, true],
])('%j failed its agent: %s [recommend.failed-last]', (outcomes, expected) => {
  expect(failedForAgent(outcomes)).toBe(expected);
});
