import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { UsageRecord } from '../pattern/pattern.ts';
import {
  averageExecutionTime,
  confidenceScore,
  countUse,
  effectiveness,
  type Outcome,
  successRate,
  type UseToCount,
  unusedRecord,
} from './effectiveness.ts';

const NOW = new Date('2026-01-01T00:00:00Z');
const daysLater = (days: number): Date => new Date(NOW.getTime() + days * 86_400_000);

const use = (outcome: Outcome, changes: Partial<UseToCount> = {}): UseToCount => ({
  outcome,
  executionTime: undefined,
  byOwner: false,
  usedAt: NOW,
  countsInEffectiveness: true,
  ...changes,
});

const recordOf = (...uses: readonly UseToCount[]): UsageRecord => uses.reduce(countUse, unusedRecord(NOW));

const outcomesOf = (successes: number, failures: number): UsageRecord =>
  recordOf(...Array.from({ length: successes + failures }, (_, index) => use(index < successes)));

const outcomes = fc.array(fc.constantFrom(true, false, undefined), { maxLength: 40 });
const priors = fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true }));

describe('the success rate', () => {
  test('is successes among known outcomes, and 0 without any [usage.success-rate]', () => {
    expect(successRate(recordOf(use(true), use(true), use(true), use(false), use(undefined), use(undefined)))).toBe(
      0.75,
    );
    expect(successRate(recordOf(use(undefined)))).toBe(0);
    expect(successRate(unusedRecord(NOW))).toBe(0);
  });
});

describe('the mean execution time', () => {
  test('is exact over the uses that carry a time [usage.avg-execution-time]', () => {
    const record = recordOf(use(true, { executionTime: 1 }), use(true), use(true, { executionTime: 3 }));
    expect([record.usageCount, averageExecutionTime(record)]).toEqual([3, 2]);
    expect(averageExecutionTime(recordOf(use(true)))).toBeUndefined();
    expect(averageExecutionTime(recordOf(use(true, { executionTime: 0 })))).toBe(0);
  });
});

describe('the confidence score', () => {
  test('is the posterior mean [usage.confidence-formula]', () => {
    expect(confidenceScore(0.8, outcomesOf(3, 1))).toBeCloseTo(7 / 9, 12);
    expect(confidenceScore(1, outcomesOf(0, 1))).toBeCloseTo(4.75 / 6, 12);
  });

  test('is the prior before any outcome, clamped to 0.05 and 0.95 [create.confidence-prior]', () => {
    expect([0, 0.5, 0.9, 1].map((prior) => confidenceScore(prior, unusedRecord(NOW)))).toEqual([0.05, 0.5, 0.9, 0.95]);
  });

  test('never falls with a success, never rises with a failure and stays with an unset outcome [usage.confidence-monotone, usage.confidence-unset]', () => {
    fc.assert(
      fc.property(priors, outcomes, (prior, sequence) => {
        let record = unusedRecord(NOW);
        for (const outcome of sequence) {
          const before = confidenceScore(prior, record);
          record = countUse(record, use(outcome));
          const after = confidenceScore(prior, record);
          if (outcome === true) expect(after).toBeGreaterThanOrEqual(before);
          else if (outcome === false) expect(after).toBeLessThanOrEqual(before);
          else expect(after).toBe(before);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('effectiveness', () => {
  test('is the 5 % quantile of the posterior, now and after a half-life [usage.effectiveness-formula]', () => {
    expect(unusedRecord(NOW).effectiveness).toBeCloseTo(0.165280266656, 6);
    expect(outcomesOf(9, 1).effectiveness).toBeCloseTo(0.573629275563, 6);
    expect(effectiveness(outcomesOf(10, 0), daysLater(90))).toBeCloseTo(0.508363034853, 6);
    expect(effectiveness(outcomesOf(2, 2), daysLater(90))).toBeCloseTo(effectiveness(outcomesOf(1, 1), NOW), 9);
  });

  test('ranks nine of ten above one of one, and one of one above nothing [usage.effectiveness-order]', () => {
    expect(outcomesOf(9, 1).effectiveness).toBeGreaterThan(outcomesOf(1, 0).effectiveness);
    expect(outcomesOf(1, 0).effectiveness).toBeGreaterThan(unusedRecord(NOW).effectiveness);
    expect(outcomesOf(0, 1).effectiveness).toBeLessThan(unusedRecord(NOW).effectiveness);
  });

  test('rises with a success and falls with a failure', () => {
    fc.assert(
      fc.property(fc.nat(30), fc.nat(30), (successes, failures) => {
        const record = outcomesOf(successes, failures);
        expect(countUse(record, use(true)).effectiveness).toBeGreaterThan(record.effectiveness);
        expect(countUse(record, use(false)).effectiveness).toBeLessThan(record.effectiveness);
        expect(countUse(record, use(undefined)).effectiveness).toBeCloseTo(record.effectiveness, 9);
      }),
    );
  });

  test('an outcome beyond the cap counts in the success rate and not in it', () => {
    const record = recordOf(use(true), use(true, { countsInEffectiveness: false }));
    expect(record.successCount).toBe(2);
    expect(record.effectiveness).toBeCloseTo(outcomesOf(1, 0).effectiveness, 12);
  });

  test('is the same whatever the order in which uses are told', () => {
    const uses = fc.array(fc.record({ outcome: fc.boolean(), day: fc.integer({ min: -400, max: 400 }) }), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(uses, (told) => {
        const inOrder = (list: typeof told): UsageRecord =>
          recordOf(...list.map(({ outcome, day }) => use(outcome, { usedAt: daysLater(day) })));
        const forwards = inOrder(told);
        const backwards = inOrder(told.toReversed());
        expect(backwards.lastUsedAt).toEqual(forwards.lastUsedAt);
        expect(effectiveness(backwards, daysLater(500))).toBeCloseTo(effectiveness(forwards, daysLater(500)), 9);
      }),
    );
  });
});

describe('counting a use', () => {
  test('keeps uses by the owner apart from the total [usage.owner-team-apart]', () => {
    const record = recordOf(
      use(true, { byOwner: true }),
      use(false, { byOwner: true }),
      use(true),
      use(true),
      use(undefined),
    );
    expect(record).toMatchObject({ usageCount: 5, ownerUsageCount: 2, successCount: 3, failureCount: 1 });
  });

  test('moves the time of the last use, never back', () => {
    const record = recordOf(use(true, { usedAt: daysLater(2) }), use(true, { usedAt: daysLater(1) }));
    expect(record.lastUsedAt).toEqual(daysLater(2));
  });
});
