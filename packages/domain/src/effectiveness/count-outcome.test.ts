import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { UsageRecord } from '../pattern/pattern.ts';
import {
  confidenceScore,
  countOutcome,
  countUse,
  effectiveness,
  type Outcome,
  successRate,
  unusedRecord,
} from './effectiveness.ts';

const START = Date.UTC(2026, 0, 1);
const at = (day: number): Date => new Date(START + day * 86_400_000);

/** What one use of a history is. */
interface Told {
  readonly outcome: Outcome;
  readonly day: number;
  readonly executionTime: number | undefined;
}

const told: fc.Arbitrary<Told> = fc.record({
  outcome: fc.constantFrom(true, false, undefined),
  day: fc.double({ min: 0, max: 400, noNaN: true }),
  executionTime: fc.option(fc.double({ min: 0, max: 1_000, noNaN: true }), { nil: undefined }),
});
const histories = fc.array(told, { minLength: 1, maxLength: 30 });
const priors = fc.double({ min: 0, max: 1, noNaN: true });

const toUse = (use: Told) => ({
  outcome: use.outcome,
  executionTime: use.executionTime,
  byOwner: false,
  usedAt: at(use.day),
  countsInEffectiveness: use.outcome !== undefined,
});

const END = at(500);
const recordOf = (uses: readonly Told[]): UsageRecord => uses.map(toUse).reduce(countUse, unusedRecord(at(0)));

const expectSame = (one: UsageRecord, other: UsageRecord): void => {
  const { totalTime, decayedAt: _one, decayedFailures, decayedSuccesses, effectiveness: _own, ...counts } = one;
  expect(other).toMatchObject(counts);
  expect(other.totalTime).toBeCloseTo(totalTime, 6);
  expect(effectiveness(other, END)).toBeCloseTo(effectiveness(one, END), 9);
  expect([decayedSuccesses >= 0, decayedFailures >= 0]).toEqual([true, true]);
};

describe('a late outcome', () => {
  test('leaves the record that it would have left at once, however late it is [usage.late-outcome]', () => {
    fc.assert(
      fc.property(histories, histories, fc.boolean(), (before, after, outcome) => {
        const middle: Told = { outcome, day: 200, executionTime: 3 };
        const atOnce = recordOf([...before, middle, ...after]);
        const open = recordOf([...before, { ...middle, outcome: undefined, executionTime: undefined }, ...after]);
        const late = countOutcome(open, {
          outcome,
          executionTime: 3,
          usedAt: at(200),
          countsInEffectiveness: true,
          now: END,
        });
        expectSame(atOnce, late);
        expect(late.usageCount).toBe(open.usageCount);
        expect(late.effectiveness).toBeCloseTo(effectiveness(atOnce, END), 9);
      }),
    );
  });
});

describe('the counters of a history', () => {
  test('are the same whatever the order in which uses are told', () => {
    fc.assert(
      fc.property(
        histories.chain((uses) =>
          fc.tuple(fc.constant(uses), fc.shuffledSubarray(uses, { minLength: uses.length, maxLength: uses.length })),
        ),
        ([uses, shuffled]) => expectSame(recordOf(uses), recordOf(shuffled)),
      ),
    );
  });

  test('move the rates the way that the outcome says, at each step [usage.confidence-monotone, usage.confidence-unset]', () => {
    fc.assert(
      fc.property(histories, priors, (uses, prior) => {
        let known = unusedRecord(at(0));
        for (const use of uses.toSorted((a, b) => a.day - b.day)) {
          const next = countUse(known, toUse(use));
          const confidence = confidenceScore(prior, next) - confidenceScore(prior, known);
          const proven = effectiveness(next, at(use.day)) - effectiveness(known, at(use.day));
          if (use.outcome === undefined) expect([confidence, successRate(next)]).toEqual([0, successRate(known)]);
          const direction = use.outcome === true ? 1 : -1;
          if (use.outcome !== undefined) {
            expect(direction * confidence).toBeGreaterThan(0);
            expect(direction * proven).toBeGreaterThan(0);
          }
          known = next;
        }
      }),
    );
  });
});
