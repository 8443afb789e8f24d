import { AccessLevel, PatternStatus } from '@tmws/contract';
import { describe, expect, test } from 'vitest';
import { InputError } from '../errors/input-error.ts';
import { newPatternsFrom } from './new-pattern.ts';

const read = (value: unknown) => newPatternsFrom(JSON.stringify(value), 'p.json');

const refused = (value: unknown): string => {
  try {
    read(value);
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  return 'taken';
};

describe('the patterns of a file', () => {
  test('are one, a list, or a list under its name', () => {
    const one = { pattern_name: 'a', category: 'c', pattern_data: { b: 0 } };
    for (const value of [one, [one], { patterns: [one] }]) {
      expect(read(value)).toEqual([expect.objectContaining({ patternName: 'a', patternData: { b: 0 } })]);
    }
  });

  test('take enum values in lower case, and null as unset', () => {
    const [pattern] = read({ pattern_name: 'a', access_level: 'team', status: 'draft', confidence: null });
    expect(pattern).toMatchObject({ accessLevel: AccessLevel.TEAM, status: PatternStatus.DRAFT });
    expect(pattern?.confidence).toBeUndefined();
  });

  test('may begin with a byte order mark', () => {
    expect(newPatternsFrom('\uFEFF{"pattern_name": "a"}', 'p.json')).toHaveLength(1);
  });

  test('are refused with the item and the field', () => {
    expect(refused([{}, { categry: 'c' }])).toMatch(/^patterns\[1\]\.categry is no field/);
    expect(refused([{ tags: ['a', 1] }])).toBe('patterns[0].tags is not a list of texts.');
    expect(refused({ pattern_data: [] })).toBe('pattern_data is not an object.');
    expect(refused({ access_level: 'all' })).toMatch(/^access_level: "all" is none of private, team/);
    expect(refused({ access_level: 'unspecified' })).toMatch(/^access_level: /);
    expect(refused({ learning_weight: '5' })).toBe('learning_weight is not a number.');
    expect(refused({ serve_as_skill: 'yes' })).toBe('serve_as_skill is not true or false.');
    expect(refused([1])).toBe('patterns[0] of p.json is no object.');
    expect(refused([])).toMatch(/^p\.json holds no pattern/);
    expect(refused('text')).toMatch(/^p\.json holds no pattern/);
  });

  test('are refused when they are no JSON, with the file', () => {
    expect(() => newPatternsFrom('{', 'p.json')).toThrow(/^p\.json is not JSON: /);
  });
});
