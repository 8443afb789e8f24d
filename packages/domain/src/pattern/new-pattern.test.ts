import { describe, expect, test } from 'vitest';
import { DomainError } from '../errors.ts';
import { checkNewPattern, isSlug, type NewPattern } from './new-pattern.ts';
import { PATTERN_STATUSES } from './pattern.ts';

const GOOD: NewPattern = {
  patternName: 'pool-connections',
  category: 'database',
  patternData: { description: 'How.' },
};

const check = (changes: Partial<NewPattern>) => checkNewPattern({ ...GOOD, ...changes });

/** The fields that the check names as bad; empty where it accepts. */
const badFields = (changes: Partial<NewPattern>): readonly string[] => {
  try {
    check(changes);
    return [];
  } catch (error) {
    if (!(error instanceof DomainError) || error.reason !== 'INVALID_FIELD') throw error;
    return error.violations.map(({ field }) => field);
  }
};

const letters = (count: number): string => 'a'.repeat(count);
const listOf = (count: number): string[] => Array.from({ length: count }, (_, index) => `t${index}`);

describe('a new pattern', () => {
  test('takes the defaults for what is not given [access.default-private, create.learning-weight, create.version-default, status.values, create.confidence-prior]', () => {
    expect(check({})).toEqual({
      patternName: 'pool-connections',
      category: 'database',
      patternData: { description: 'How.' },
      subcategory: undefined,
      tags: [],
      accessLevel: 'PRIVATE',
      sharedWithAgents: [],
      status: 'ACTIVE',
      learningWeight: 1,
      complexityScore: undefined,
      confidencePrior: 0.5,
      version: '1.0.0',
      serveAsSkill: false,
    });
  });

  test('keeps zeros apart from what is unset [create.complexity-score]', () => {
    expect(check({ learningWeight: 0, complexityScore: 0, confidence: 0 })).toMatchObject({
      learningWeight: 0,
      complexityScore: 0,
      confidencePrior: 0,
    });
  });

  test('names every bad field at once [create.required]', () => {
    expect(badFields({ patternName: '', category: '', patternData: undefined })).toEqual([
      'pattern_name',
      'category',
      'pattern_data',
    ]);
  });

  test.each([
    ['', 'refused'],
    [letters(255), 'accepted'],
    [letters(256), 'refused'],
    ['😀'.repeat(255), 'accepted'],
    ['a\u0007', 'refused'],
    ['a\nb', 'refused'],
    ['a\u007fb', 'refused'],
    ['a\u2028b', 'refused'],
    ['a\ud800', 'refused'],
    ['   ', 'refused'],
    ['\u200b\u202e', 'refused'],
    [' a', 'accepted'],
    ["接続プール o'brien %_\\", 'accepted'],
  ])('the name %j is %s [create.name]', (patternName, verdict) => {
    expect(badFields({ patternName })).toEqual(verdict === 'refused' ? ['pattern_name'] : []);
  });

  test('is named in NFC, and its length is counted there [create.name-nfc]', () => {
    expect(check({ patternName: 'cafe\u0301' }).patternName).toBe('caf\u00e9');
    expect(badFields({ patternName: 'e\u0301'.repeat(255) })).toEqual([]);
  });

  test.each([
    ['category', 0, 'refused'],
    ['category', 100, 'accepted'],
    ['category', 101, 'refused'],
    ['subcategory', 0, 'accepted'],
    ['subcategory', 100, 'accepted'],
    ['subcategory', 101, 'refused'],
  ] as const)('a %s of %d characters is %s [create.category]', (field, length, verdict) => {
    expect(badFields({ [field]: letters(length) })).toEqual(verdict === 'refused' ? [field] : []);
  });

  test('has no subcategory where it is empty', () => {
    expect(check({ subcategory: '' }).subcategory).toBeUndefined();
  });

  test('has at most 20 tags of 1 to 50 characters, without duplicates [create.tags]', () => {
    expect(badFields({ tags: listOf(20) })).toEqual([]);
    expect(badFields({ tags: listOf(21) })).toEqual(['tags']);
    expect(badFields({ tags: [letters(50), '😀'.repeat(50)] })).toEqual([]);
    expect(badFields({ tags: ['ok', 'ok', letters(51), ''] })).toEqual(['tags[2]', 'tags[3]']);
    expect(check({ tags: ['b', 'a', 'b'] }).tags).toEqual(['b', 'a']);
  });

  test('a flood of bad entries is refused for its number at once', () => {
    expect(badFields({ tags: listOf(200_000) })).toEqual(['tags']);
    expect(badFields({ sharedWithAgents: listOf(200_000) })).toEqual(['shared_with_agents']);
  });

  test('is shared with named agents, each once [access.shared-list-duplicates]', () => {
    expect(check({ sharedWithAgents: ['a', 'a', 'b'] }).sharedWithAgents).toEqual(['a', 'b']);
    expect(badFields({ sharedWithAgents: ['ok', 'not ok'] })).toEqual(['shared_with_agents[1]']);
  });

  test.each(['PRIVATE', 'TEAM', 'SHARED', 'PUBLIC', 'SYSTEM'])(
    'may have the level %s [access.five-levels]',
    (accessLevel) => {
      expect(check({ accessLevel }).accessLevel).toBe(accessLevel);
    },
  );

  test('has no other level and no other status [access.five-levels, status.values]', () => {
    expect(badFields({ accessLevel: 'internal' })).toEqual(['access_level']);
    expect(badFields({ accessLevel: 'private' })).toEqual(['access_level']);
    expect(badFields({ status: 'GONE' })).toEqual(['status']);
    for (const status of PATTERN_STATUSES) expect(check({ status }).status).toBe(status);
  });

  test.each([
    ['learningWeight', 'learning_weight', [0, 10], [-0.1, 10.1, Number.NaN, Number.POSITIVE_INFINITY]],
    ['complexityScore', 'complexity_score', [0, 1], [-0.1, 1.1, Number.NaN]],
    ['confidence', 'confidence', [0, 1], [-0.1, 1.1, Number.NaN]],
  ] as const)(
    '%s lies within its range [create.learning-weight, create.complexity-score, create.confidence-prior]',
    (key, field, good, bad) => {
      for (const value of good) expect(badFields({ [key]: value })).toEqual([]);
      for (const value of bad) expect(badFields({ [key]: value })).toEqual([field]);
    },
  );

  test('has a SemVer version [create.version-default, version.number]', () => {
    expect(check({ version: '2.0.0-rc.1' }).version).toBe('2.0.0-rc.1');
    for (const version of ['', '1.0', 'v2', '1.0.0\n']) expect(badFields({ version })).toEqual(['version']);
  });

  test('is told what is wrong with its data by path', () => {
    expect(badFields({ patternData: { steps: [1, { n: Number.NaN }] } })).toEqual(['pattern_data.steps[1].n']);
  });

  test('is refused in a short message, however long its bad values', () => {
    const huge = letters(1_000_000);
    try {
      check({ accessLevel: huge, status: huge, version: huge });
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ reason: 'INVALID_FIELD' });
      expect(String(error).length).toBeLessThan(1_000);
      expect(String(error)).toContain('must be one of PRIVATE');
    }
  });
});

describe('a slug', () => {
  test('is 1 to 100 letters, digits, dots, underscores and hyphens', () => {
    expect(['a', 'A.b_c-9', letters(100)].every(isSlug)).toBe(true);
    expect(['', letters(101), 'a b', 'a/b', 'é', 'a\n', "a'"].some(isSlug)).toBe(false);
  });
});
