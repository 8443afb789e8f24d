import { expect, test } from 'vitest';
import { shorten } from './shorten.ts';

test('a text that fits stays as it is', () => {
  expect(shorten('four', 4)).toBe('four');
});

test('a longer text keeps its beginning and shows that more follows', () => {
  expect(shorten('fours', 4)).toBe('four…');
});

test('a character that is cut in two leaves no broken half', () => {
  expect(shorten('ab😀', 3).isWellFormed()).toBe(true);
});
