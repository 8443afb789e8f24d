import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { betaProbability, betaQuantile } from './beta-quantile.ts';

/** Computed with mpmath at 30 digits. */
const QUANTILES = [
  [0.05, 2.5, 2.5, 0.165280266656],
  [0.05, 3.5, 2.5, 0.260633708679],
  [0.05, 2.5, 3.5, 0.127775599484],
  [0.05, 11.5, 3.5, 0.573629275563],
  [0.05, 12.5, 2.5, 0.657636233642],
  [0.05, 102.5, 2.5, 0.947798835304],
  [0.05, 2.5, 102.5, 0.00553187533824],
  [0.05, 7.5, 2.5, 0.508363034853],
  [0.05, 4.75, 3, 0.32487130817],
  [0.5, 2.5, 2.5, 0.5],
  [0.95, 11.5, 3.5, 0.918236507385],
  [0.05, 1002.5, 502.5, 0.645998346713],
] as const;

const PROBABILITIES = [
  [0.3, 2.5, 2.5, 0.186966961909],
  [0.9, 11.5, 3.5, 0.91322182726],
  [0.01, 2.5, 102.5, 0.161374689473],
  [0.6667, 1002.5, 502.5, 0.516847448671],
  [0.25, 0.5, 0.5, 0.333333333333],
  [0.35, 3.5, 2.5, 0.122547571262],
] as const;

/** From the prior of no evidence on. */
const parameters = fc.double({ min: 2.5, max: 2_000, noNaN: true });
const shares = fc.double({ min: 0.001, max: 0.999, noNaN: true });

describe('the beta distribution', () => {
  test.each(QUANTILES)(
    'the %d quantile of Beta(%d, %d) is %d [usage.effectiveness-formula]',
    (probability, a, b, expected) => {
      expect(betaQuantile(probability, a, b)).toBeCloseTo(expected, 8);
    },
  );

  test.each(PROBABILITIES)('the probability below %d of Beta(%d, %d) is %d', (x, a, b, expected) => {
    expect(betaProbability(x, a, b)).toBeCloseTo(expected, 8);
  });

  test('all of it lies between 0 and 1', () => {
    expect([-1, 0, 1, 2].map((x) => betaProbability(x, 2, 3))).toEqual([0, 0, 1, 1]);
  });

  test('the quantile and the probability are each other’s inverse', () => {
    fc.assert(
      fc.property(shares, parameters, parameters, (probability, a, b) => {
        expect(betaProbability(betaQuantile(probability, a, b), a, b)).toBeCloseTo(probability, 6);
      }),
    );
  });

  test('a variable and its complement mirror each other', () => {
    fc.assert(
      fc.property(shares, parameters, parameters, (x, a, b) => {
        expect(betaProbability(x, a, b)).toBeCloseTo(1 - betaProbability(1 - x, b, a), 8);
      }),
    );
  });
});
