import { expect, test } from 'vitest';
import { readJson, textsOf } from './read-json.ts';
import { readTime } from './row-reader.ts';

test('what Python writes and JSON has not is read, and left alone within texts', () => {
  expect(readJson('{"a": NaN, "b": [-Infinity, "NaN and 12345678901234567890"], "c": 12345678901234567890}')).toEqual({
    value: { a: null, b: [null, 'NaN and 12345678901234567890'], c: '12345678901234567890' },
    hasNoNumbers: true,
    hasLargeNumbers: true,
  });
  expect(readJson('{"n": 1234567890.12345678901, "m": 9007199254740991}')?.hasLargeNumbers).toBe(false);
});

test('a key that objects cannot hold is dropped, and what is no JSON is undefined', () => {
  expect(readJson('{"__proto__": {"x": 1}, "y": 2}')?.value).toEqual({ y: 2 });
  expect(readJson('{"a": ')).toBeUndefined();
});

test('a list gives its texts, with what is no text as JSON', () => {
  expect(textsOf(['a', 1, null, { b: 2 }])).toEqual(['a', '1', '{"b":2}']);
  expect(textsOf('one')).toEqual(['one']);
  expect(textsOf({ a: 1 })).toEqual([]);
});

test('times of SQLAlchemy and PostgreSQL are read, in UTC where they name no zone', () => {
  const cases = [
    ['2024-03-01 10:00:00.123456+00', '2024-03-01T10:00:00.123Z'],
    ['2024-03-01T10:00:00', '2024-03-01T10:00:00.000Z'],
    ['2024-03-01 10:00:00+05:30', '2024-03-01T04:30:00.000Z'],
    ['2024-03-01 10:00:00.5-0800', '2024-03-01T18:00:00.500Z'],
    ['2024-03-01', '2024-03-01T00:00:00.000Z'],
  ];
  for (const [text = '', time = ''] of cases) expect(readTime(text)?.toISOString()).toBe(time);
  for (const text of ['yesterday', '2024-13-01', '', 'infinity']) expect(readTime(text)).toBeUndefined();
});
