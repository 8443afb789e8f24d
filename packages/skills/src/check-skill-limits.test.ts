import { expect, test } from 'vitest';
import { checkSkillLimits } from './check-skill-limits.ts';

const MAX_BYTES = 16 * 1024 * 1024;

test('a skill of exactly 512 files and 16 MiB is taken', () => {
  expect(checkSkillLimits({ files: 512, bytes: MAX_BYTES })).toBeUndefined();
});

test.each([
  { files: 513, bytes: 1 },
  { files: 1, bytes: MAX_BYTES + 1 },
])('a skill of $files files and $bytes bytes is refused', (size) => {
  expect(checkSkillLimits(size)).toMatchObject({ code: 'too_large', severity: 'error', file: '', line: undefined });
});
