import { expect, test } from 'vitest';
import { isJsonObject } from './json.ts';

test('only an object is a JSON object: no array, no null, nothing unset', () => {
  expect([{}, { a: 1 }].every(isJsonObject)).toBe(true);
  expect([null, undefined, [], [{}], 'text', 0, true].some(isJsonObject)).toBe(false);
});
