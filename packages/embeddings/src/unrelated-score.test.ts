import { describe, expect, test } from 'vitest';
import { medianCosine } from './unrelated-score.ts';

const direction = (angle: number): Float32Array => Float32Array.of(Math.cos(angle), Math.sin(angle));

describe('medianCosine', () => {
  test('is the middle one of all pairs', () => {
    expect(medianCosine([direction(0)], [direction(0), direction(Math.PI / 2), direction(Math.PI)])).toBeCloseTo(0, 6);
  });

  test('lies between the two middle ones where there is none', () => {
    expect(medianCosine([direction(0)], [direction(0), direction(Math.PI / 2)])).toBeCloseTo(0.5, 6);
  });
});
