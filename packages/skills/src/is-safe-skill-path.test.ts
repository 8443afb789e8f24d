import { describe, expect, test } from 'vitest';
import { isSafeSkillPath } from './is-safe-skill-path.ts';

describe('isSafeSkillPath', () => {
  test.each(['SKILL.md', 'scripts/run.sh', '.hidden/x', 'a b/日本語.md', '...', 'a..b', 'ab:c'])('takes %j', (path) => {
    expect(isSafeSkillPath(path)).toBe(true);
  });

  test.each([
    '',
    '/etc/passwd',
    '../x',
    'a/../../x',
    'a/..',
    '.',
    './a',
    'a//b',
    'a/',
    'a\\b',
    '..\\x',
    'C:/x',
    'c:x',
    'a\0b',
    'a\ud800',
    'x'.repeat(256),
    'x/'.repeat(600),
  ])('refuses %j', (path) => {
    expect(isSafeSkillPath(path)).toBe(false);
  });
});
