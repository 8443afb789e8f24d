import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { betaProbability } from '../effectiveness/beta-quantile.ts';
import { type Outcomes, probabilityBetter } from './probability-better.ts';

const record = (successCount: number, failureCount: number): Outcomes => ({ successCount, failureCount });

/** Newer and older record and the probability, computed in exact fractions through the binomial form of the Beta distribution. */
const EXACT = [
  [19, 1, 14, 4, 0.9293139293139293],
  [2, 8, 9, 1, 0.0009526077637532746],
  [0, 0, 0, 0, 0.5],
  [0, 10, 0, 0, 1 / 12],
  [0, 1, 1, 0, 1 / 6],
  [3, 1, 1, 3, 0.8968253968253969],
  [5, 4, 6, 3, 0.3249583234103358],
  [100, 20, 95, 30, 0.921023331657682],
  [900, 100, 880, 120, 0.9231834389735597],
  [700, 300, 7, 3, 0.5683974034738102],
] as const;

/** ∫ F(x) dG(x) over the quantiles of the newer one's density, by the midpoints of a fine grid: another way to the same number, off by up to 1e-5. */
const byIntegration = (newer: Outcomes, older: Outcomes): number => {
  const steps = 4_000;
  let sum = 0;
  let below = 0;
  for (let step = 1; step <= steps; step += 1) {
    const upTo = betaProbability(step / steps, 1 + newer.successCount, 1 + newer.failureCount);
    const middle = (step - 0.5) / steps;
    sum += (upTo - below) * betaProbability(middle, 1 + older.successCount, 1 + older.failureCount);
    below = upTo;
  }
  return sum;
};

const counts = (most: number) => fc.tuple(fc.nat(most), fc.nat(most)).map(([s, f]) => record(s, f));

describe('the probability that a newer version is better', () => {
  test.each(EXACT)(
    'of %d good and %d bad outcomes against %d and %d is exact [version.compare-stats]',
    (s, f, olderS, olderF, expected) => {
      expect(probabilityBetter(record(s, f), record(olderS, olderF))).toBeCloseTo(expected, 12);
    },
  );

  test('is what numerical integration gives', () => {
    fc.assert(
      fc.property(counts(60), counts(60), (newer, older) => {
        expect(probabilityBetter(newer, older)).toBeCloseTo(byIntegration(newer, older), 4);
      }),
      { numRuns: 30 },
    );
  });

  test('lies between 0 and 1, and with its mirror image makes 1', () => {
    fc.assert(
      fc.property(counts(400), counts(400), (newer, older) => {
        const probability = probabilityBetter(newer, older);
        expect(probability).toBeGreaterThanOrEqual(0);
        expect(probability).toBeLessThanOrEqual(1);
        expect(probability + probabilityBetter(older, newer)).toBeCloseTo(1, 12);
      }),
    );
  });

  test('changes places where success and failure do', () => {
    const mirrored = ({ successCount, failureCount }: Outcomes): Outcomes => record(failureCount, successCount);
    fc.assert(
      fc.property(counts(300), counts(300), (newer, older) => {
        expect(probabilityBetter(newer, older)).toBeCloseTo(probabilityBetter(mirrored(older), mirrored(newer)), 11);
      }),
    );
  });

  test('never falls with a success of the newer or a failure of the older one', () => {
    fc.assert(
      fc.property(counts(200), counts(200), (newer, older) => {
        const before = probabilityBetter(newer, older) - 1e-12;
        const success = record(newer.successCount + 1, newer.failureCount);
        const failure = record(older.successCount, older.failureCount + 1);
        expect(probabilityBetter(success, older)).toBeGreaterThanOrEqual(before);
        expect(probabilityBetter(newer, failure)).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  test('is sound for records so long that single terms vanish', () => {
    const million = record(500_000, 500_000);
    expect(probabilityBetter(million, million)).toBeCloseTo(0.5, 6);
    expect(probabilityBetter(record(50_300, 49_700), record(50_000, 50_000))).toBeCloseTo(0.9101, 3);
    expect(probabilityBetter(record(90_000, 10_000), record(10_000, 90_000))).toBeCloseTo(1, 12);
  });
});
