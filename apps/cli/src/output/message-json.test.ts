import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as contract from '@tmws/contract';
import { describe, expect, test } from 'vitest';
import { messageJson } from './message-json.ts';

const PROTO = fileURLToPath(new URL('../../../../proto/tmws/learning/v1', import.meta.url));

interface ProtoField {
  readonly type: string;
  readonly name: string;
  readonly isRepeated: boolean;
}

const SOURCE = readdirSync(PROTO)
  .map((file) => readFileSync(join(PROTO, file), 'utf8'))
  .join('\n')
  .replaceAll(/\/\/.*$/gm, '');

/** The messages of the contract without a oneof, with their fields. */
const MESSAGES = [...SOURCE.matchAll(/^message (\w+) \{([^}]*)\}/gm)]
  .map(([, name = '', body = '']) => ({
    name,
    fields: [...body.matchAll(/^ {2}(repeated |optional )?(map<[^>]*>|[\w.]+) (\w+) = \d+;/gm)].map(
      ([, label, type = '', field = '']): ProtoField => ({ type, name: field, isRepeated: label === 'repeated ' }),
    ),
    hasOneof: body.includes('oneof '),
  }))
  .filter(({ hasOneof }) => !hasOneof);
const ENUMS = new Set([...SOURCE.matchAll(/^enum (\w+)/gm)].map(([, name = '']) => name));

const typeNamed = (name: string): typeof contract.Pattern | undefined => {
  const found: unknown = Object.entries(contract).find(([key]) => key === name)?.[1];
  return isMessageType(found) ? found : undefined;
};

const isMessageType = (value: unknown): value is typeof contract.Pattern =>
  typeof value === 'object' && value !== null && 'toJSON' in value && 'fromPartial' in value;

describe('a message is printed', () => {
  test('whatever it is: the test below knows most of the contract', () => {
    expect(MESSAGES.length).toBeGreaterThan(150);
  });

  test.each(MESSAGES)(
    'with the keys of the proto and the kind of each enum: $name [pattern.field-names]',
    ({ name, fields }) => {
      const type = typeNamed(name);
      // A message that stands only within another is printed as part of that one.
      if (type === undefined) return;
      const printed = messageJson(type, type.fromPartial({}));
      expect(Object.keys(printed).sort()).toEqual(fields.map((field) => field.name).sort());
      const enums = fields.filter((field) => ENUMS.has(field.type) && !field.isRepeated);
      expect(printed).toMatchObject(Object.fromEntries(enums.map((field) => [field.name, 'unspecified'])));
    },
  );

  test('with enum values in lower case without their prefix, in lists too [pattern.enum-spelling]', () => {
    const request = contract.SearchPatternsRequest.fromPartial({
      mode: contract.SearchMode.LEXICAL,
      accessLevels: [contract.AccessLevel.TEAM, contract.AccessLevel.PUBLIC],
    });
    expect(messageJson(contract.SearchPatternsRequest, request)).toMatchObject({
      mode: 'lexical',
      access_levels: ['team', 'public'],
      view: 'unspecified',
    });
  });

  test('with a text that looks like an enum left as it is', () => {
    const pattern = contract.Pattern.fromPartial({ patternName: 'ACCESS_LEVEL_TEAM', tags: ['SEARCH_MODE_LEXICAL'] });
    expect(messageJson(contract.Pattern, pattern)).toMatchObject({
      pattern_name: 'ACCESS_LEVEL_TEAM',
      tags: ['SEARCH_MODE_LEXICAL'],
    });
  });

  test('with the keys and zeros of pattern_data as they are', () => {
    const patternData = { camelCase: 0, snake_case: { innerKey: [0, 1, null, ''] }, createdAt: 'x' };
    const pattern = contract.Pattern.fromPartial({ patternData });
    expect(messageJson(contract.Pattern, pattern)).toMatchObject({ pattern_data: patternData });
  });

  test('with null for what is unset and zero for what is zero', () => {
    const pattern = contract.Pattern.fromPartial({ complexityScore: 0 });
    expect(messageJson(contract.Pattern, pattern)).toMatchObject({
      complexity_score: 0,
      subcategory: null,
      usage_count: 0,
      last_used_at: null,
    });
  });

  test('with times in ISO 8601', () => {
    const createdAt = new Date('2026-11-24T10:30:00.123Z');
    const pattern = contract.Pattern.fromPartial({ createdAt });
    expect(messageJson(contract.Pattern, pattern)).toMatchObject({ created_at: '2026-11-24T10:30:00.123Z' });
  });

  test('with the members of a oneof under their own names', () => {
    const response = contract.BatchCreatePatternsResponse.fromPartial({
      results: [
        { result: { $case: 'pattern', value: { patternName: 'a' } } },
        { result: { $case: 'error', value: { code: 3, message: 'No.' } } },
      ],
    });
    expect(messageJson(contract.BatchCreatePatternsResponse, response)).toMatchObject({
      results: [
        { pattern: { pattern_name: 'a', access_level: 'unspecified' } },
        { error: { code: 3, message: 'No.' } },
      ],
    });
  });

  test('with the keys of a map as they are', () => {
    const response = contract.GetPatternAnalyticsResponse.fromPartial({ categoryDistribution: { fastQuery: 0, b: 2 } });
    expect(messageJson(contract.GetPatternAnalyticsResponse, response)).toMatchObject({
      category_distribution: { fastQuery: 0, b: 2 },
    });
  });

  test('with any JSON value in a field that takes one', () => {
    const change = contract.DataChange.fromPartial({ oldValue: 0, newValue: { camelCase: [0] } });
    expect(messageJson(contract.DataChange, change)).toMatchObject({ old_value: 0, new_value: { camelCase: [0] } });
  });

  test('and stays as it was', () => {
    const pattern = contract.Pattern.fromPartial({ usageCount: 0, patternData: { a: 0 } });
    messageJson(contract.Pattern, pattern);
    expect(pattern).toEqual(contract.Pattern.fromPartial({ usageCount: 0, patternData: { a: 0 } }));
  });
});
