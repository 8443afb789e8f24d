import { describe, expect, test } from 'vitest';
import { formatDuration, parseDuration } from './duration.ts';

describe('parseDuration', () => {
  test.each([
    ['250ms', 250],
    ['2s', 2_000],
    ['15m', 900_000],
    ['1.5h', 5_400_000],
    ['90d', 7_776_000_000],
  ])('reads %s as %i ms', (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds);
  });

  test.each(['', '5', 's', '1 s', '1w', '0s', '-1s', '1e3s', 'off', '1S'])('does not read %j', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });
});

describe('formatDuration', () => {
  test.each(['250ms', '2s', '15m', '90m', '2h', '90d'])('writes %s as it was typed', (text) => {
    expect(formatDuration(parseDuration(text) ?? 'off')).toBe(text);
  });

  test('writes off', () => {
    expect(formatDuration('off')).toBe('off');
  });
});
