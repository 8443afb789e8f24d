import { LIMITS, patternDataViolations } from '@tmws/domain';
import { expect, test } from 'vitest';
import { createFindingList } from './finding-list.ts';
import { fitPatternData, type SkillPatternData } from './fit-pattern-data.ts';

const EMPTY: SkillPatternData = {
  description: '',
  when_to_use: '',
  steps: [],
  example: '',
  expected_improvement: '',
  migrated_from: 'x/SKILL.md',
  original_frontmatter: {},
  body: '',
};

const cut = (
  data: Partial<Pick<SkillPatternData, 'body' | 'description' | 'example' | 'steps' | 'original_frontmatter'>>,
) => {
  const findings = createFindingList('SKILL.md');
  const fitted = fitPatternData({ ...EMPTY, ...data }, findings);
  expect(patternDataViolations('pattern_data', fitted)).toEqual([]);
  return { fitted, codes: findings.all().map((finding) => finding.code) };
};

const bytesOf = (data: SkillPatternData): number => Buffer.byteLength(JSON.stringify(data));

test('what fits is left as it is [skills.body-kept]', () => {
  const body = 'x'.repeat(100 * 1024);
  expect(cut({ body })).toMatchObject({ fitted: { body }, codes: [] });
});

test.each(['x', '"', '\u0001', '語', '😀', 'a😀'])(
  'a body of %j is cut to what just fits, never inside a character [skills.body-cut]',
  (part) => {
    const body = part.repeat(300 * 1024);
    const { fitted, codes } = cut({ body, description: 'd' });
    expect(codes).toEqual(['body_cut']);
    expect(body.startsWith(fitted.body)).toBe(true);
    expect(fitted.body.isWellFormed()).toBe(true);
    expect(LIMITS.patternDataBytes - bytesOf(fitted)).toBeLessThan(20);
  },
);

test('fields that alone are too long are cut after the body, as few of them as need be', () => {
  const { fitted, codes } = cut({ body: 'b', example: 'e'.repeat(300 * 1024), description: 'd', steps: ['s'] });
  expect(codes).toEqual(['body_cut', 'field_cut']);
  expect(fitted).toMatchObject({ body: '', description: 'd', steps: ['s'] });
  expect(bytesOf(fitted)).toBeGreaterThan(LIMITS.patternDataBytes - 20);
});

test('steps and frontmatter are cut last', () => {
  const steps = Array.from({ length: 3_000 }, () => 's'.repeat(100));
  const { fitted } = cut({ body: 'b', steps });
  expect(fitted.steps.length).toBeGreaterThan(2_000);
  expect(cut({ steps, original_frontmatter: { a: 'x'.repeat(300 * 1024) } }).fitted).toMatchObject({
    steps: [],
    original_frontmatter: {},
  });
});
