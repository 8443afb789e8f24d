import type { JsonObject } from '@tmws/domain';
import { describe, expect, test } from 'vitest';
import { createFindingList } from './finding-list.ts';
import { readMetadata } from './read-metadata.ts';

const read = (fields: JsonObject) => {
  const findings = createFindingList('SKILL.md');
  return { ...readMetadata(fields, findings), codes: findings.all().map((finding) => finding.code) };
};

test('what the frontmatter does not say takes its default [migrate.category, migrate.subcategory, migrate.weight]', () => {
  expect(read({ name: 'x' })).toEqual({
    category: undefined,
    subcategory: undefined,
    tags: [],
    learningWeight: 5,
    version: undefined,
    author: undefined,
    codes: [],
  });
});

test('fields are taken from the frontmatter, else from its metadata [migrate.category, migrate.subcategory, migrate.weight]', () => {
  const metadata = { category: 'other', subcategory: 'indexes', version: '1.2.3', author: 'ann', tags: 'a, b' };
  expect(read({ category: 'database', importance: 8, metadata })).toEqual({
    category: 'database',
    subcategory: 'indexes',
    tags: ['a', 'b'],
    learningWeight: 8,
    version: '1.2.3',
    author: 'ann',
    codes: [],
  });
});

describe('importance', () => {
  test.each([0, 10, 7.5, '8', '5.0'])('%j is the weight [migrate.weight]', (importance) => {
    expect(read({ importance })).toMatchObject({ learningWeight: Number(importance), codes: [] });
  });

  test.each([11, -1, 'high', '', true, ['8'], { a: 1 }])(
    '%j gives 5 and a finding [migrate.weight-range]',
    (importance) => {
      expect(read({ importance })).toMatchObject({ learningWeight: 5, codes: ['importance_out_of_range'] });
    },
  );
});

test.each(['1.0', 'v2', 2, 'latest'])('the version %j is not SemVer [migrate.rerun-version]', (version) => {
  expect(read({ version })).toMatchObject({ version: undefined, codes: ['version_not_semver'] });
});

test('a category that breaks the limits is changed, with a finding', () => {
  expect(read({ category: 'c'.repeat(150) })).toMatchObject({ category: 'c'.repeat(100), codes: ['field_changed'] });
  expect(read({ category: 'a\nb' })).toMatchObject({ category: 'a b', codes: ['field_changed'] });
  expect(read({ category: ' ' })).toMatchObject({ category: undefined, codes: ['field_changed'] });
  expect(read({ category: { a: 1 } })).toMatchObject({ category: undefined, codes: ['field_not_text'] });
  expect(read({ category: [1, 'data'] })).toMatchObject({ category: 'data', codes: ['field_not_text'] });
});

test('at most twenty tags of fifty characters are kept, each once', () => {
  const { tags, codes } = read({
    tags: ['a', 'a', 'x'.repeat(60), ...Array.from({ length: 30 }, (_, index) => `t${index}`)],
  });
  expect(tags).toHaveLength(20);
  expect(tags[1]).toBe('x'.repeat(50));
  expect(codes).toEqual(['field_changed']);
});

test('unknown fields are named in one finding', () => {
  expect(read({ 'argument-hint': 'x', requires: [] }).codes).toEqual(['unknown_fields']);
});
