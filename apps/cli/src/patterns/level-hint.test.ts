import { PatternStatus } from '@tmws/contract';
import { describe, expect, test } from 'vitest';
import { levelHint } from './level-hint.ts';
import type { NewPattern } from './new-pattern.ts';

const advised = (pattern: Partial<NewPattern>): string | undefined =>
  /advises --access-level (\w+)|(private) is what the guideline advises/u
    .exec(levelHint({ category: 'testing', ...pattern }))
    ?.slice(1)
    .find((level) => level !== undefined);

describe('The hint at access levels', () => {
  test.each([
    [{ tags: ['experimental'] }, 'private'],
    [{ status: PatternStatus.DRAFT }, 'private'],
    [{ tags: ['WIP', 'team'] }, 'private'],
    [{ tags: ['team', 'best-practice'] }, 'team'],
    [{ subcategory: 'cross_team' }, 'shared'],
    [{ sharedWithAgents: ['hera'], tags: ['best practice'] }, 'shared'],
    [{ tags: ['Best Practice', 'compliance'] }, 'public'],
    [{ category: 'security_policy' }, 'system'],
    [{ tags: ['compliance'] }, 'system'],
    [{}, 'team'],
  ] satisfies readonly (readonly [Partial<NewPattern>, string])[])(
    'advises for %o %s [access.choose-level-rules]',
    (pattern, level) => {
      expect(advised(pattern)).toBe(level);
    },
  );

  test('says that the pattern is private whatever is advised', () => {
    expect(levelHint({ category: 'testing' })).toMatch(/^No --access-level: only you can read it \(private\)/u);
  });
});
