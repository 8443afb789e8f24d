import { describe, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../json.ts';
import { patternDataViolations } from './pattern-data.ts';

const violations = (data: JsonObject) => patternDataViolations('pattern_data', data);

const nested = (levels: number): JsonObject => {
  let value: JsonObject = {};
  for (let level = 1; level < levels; level += 1) value = { a: value };
  return value;
};

const nestedLists = (levels: number): JsonObject => {
  let value: JsonValue = [];
  for (let level = 2; level < levels; level += 1) value = [value];
  return { a: value };
};

/** An object whose JSON has exactly so many bytes. */
const ofBytes = (bytes: number): JsonObject => ({ a: 'x'.repeat(bytes - '{"a":""}'.length) });

describe('the limits of pattern_data', () => {
  test('any keys, nesting and scripts are fine [create.data-free-form]', () => {
    const data = {
      '': null,
      'a.b[0]': [true, 1.5, -0, 'text', { 手順: ['ต่อ', '👩‍🔬'], constructor: 1, toString: 'x' }],
      prototype: {},
    };
    expect(violations(data)).toEqual([]);
    expect(violations({})).toEqual([]);
  });

  test('32 levels are allowed and 33 are not, in objects and lists alike [create.data-limits]', () => {
    for (const build of [nested, nestedLists]) {
      expect(violations(build(32))).toEqual([]);
      expect(violations(build(33))).toMatchObject([{ field: 'pattern_data' }]);
      expect(violations(build(33))[0]?.description).toContain('deeper than 32 levels');
    }
  });

  test('hostile depth is refused without running out of stack', () => {
    expect(violations(nested(200_000))).toHaveLength(1);
  });

  test('256 KiB are allowed and one byte more is not [create.data-limits]', () => {
    expect(violations(ofBytes(256 * 1024))).toEqual([]);
    expect(violations(ofBytes(256 * 1024 + 1))[0]?.description).toContain('262145 bytes; at most 262144');
  });

  test('the size is counted in bytes of UTF-8, not in characters', () => {
    expect(violations({ a: '字'.repeat(87_000) })).toEqual([]);
    expect(violations({ a: '字'.repeat(88_000) })).toHaveLength(1);
  });

  test('a list of a million entries is refused for its size, not by a crash', () => {
    expect(violations({ a: Array.from({ length: 1_000_000 }, () => 0) })[0]?.description).toContain('bytes');
  });

  test('integers within ±2^53 are allowed and the next ones are named by their path', () => {
    expect(violations({ a: 2 ** 53, b: -(2 ** 53), c: 1.5e300 - 1.5e300, d: 0.1 })).toEqual([]);
    expect(violations({ a: { b: [1, 2 ** 53 + 2] } })).toMatchObject([{ field: 'pattern_data.a.b[1]' }]);
    expect(violations({ a: -(2 ** 53) - 2 })).toMatchObject([{ field: 'pattern_data.a' }]);
    expect(violations({ a: 1e300 })).toHaveLength(1);
  });

  test('numbers that JSON cannot write are named by their path', () => {
    const found = violations({ a: Number.NaN, b: [Number.POSITIVE_INFINITY], c: { d: Number.NEGATIVE_INFINITY } });
    expect(found.map(({ field }) => field).toSorted()).toEqual([
      'pattern_data.a',
      'pattern_data.b[0]',
      'pattern_data.c.d',
    ]);
  });

  test('a key __proto__ is refused at any depth and changes no prototype', () => {
    for (const text of ['{"__proto__": {"polluted": 1}}', '{"a": [{"__proto__": null}]}']) {
      const data: JsonObject = JSON.parse(text);
      expect(violations(data)[0]?.description).toContain('__proto__');
    }
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  test('a flood of bad values makes a short list', () => {
    expect(violations({ a: Array.from({ length: 10_000 }, () => Number.NaN) }).length).toBeLessThanOrEqual(10);
  });
});
