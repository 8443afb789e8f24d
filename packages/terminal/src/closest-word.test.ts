import { describe, expect, test } from 'vitest';
import { closestWord } from './closest-word.ts';

describe('the closest word', () => {
  test('is the one that takes the fewest slips', () => {
    expect(closestWord('serch', ['search', 'start'])).toBe('search');
    expect(closestWord('STAUS', ['start', 'status'])).toBe('status');
    expect(closestWord('pattern shw', ['pattern show', 'pattern share'])).toBe('pattern show');
  });

  test('is none where all are far away, or hardly a letter was typed', () => {
    expect(closestWord('psychic', ['search', 'start'])).toBeUndefined();
    expect(closestWord('x', ['ab'])).toBeUndefined();
    expect(closestWord('x', [])).toBeUndefined();
  });
});
