import { describe, expect, test } from 'vitest';
import { ProgramError } from './program-error.ts';
import { reportError } from './report-error.ts';
import { UsageError } from './usage-error.ts';

const report = async (error: unknown, line: readonly string[]) => {
  let stderr = '';
  const write = (text: string) => {
    stderr += text;
  };
  const surroundings = { environment: {}, stderr: { write } };
  const exitCode = await reportError(error, { program: 'tmws-some', line, surroundings });
  return { exitCode, stderr };
};

describe('an error of a program', () => {
  test('is one line with its name; of wrong usage it points to the help', async () => {
    const missing = new ProgramError('No a\u001B[2J\nhere.', { reason: 'MISSING', exitCode: 3 });
    expect(await report(missing, ['x'])).toEqual({ exitCode: 3, stderr: 'tmws-some: No a\\u{1b}[2J here.\n' });
    const wrong = await report(new UsageError('No.'), ['x']);
    expect(wrong).toEqual({ exitCode: 2, stderr: 'tmws-some: No. `tmws-some --help` tells more.\n' });
  });

  test('is one JSON object where the line asks for it, and not where the word is an argument', async () => {
    const { stderr } = await report(new UsageError('No.', { a: 'b' }), ['x', '--json']);
    expect(JSON.parse(stderr)).toEqual({ reason: 'WRONG_USAGE', message: 'No.', metadata: { a: 'b' }, violations: [] });
    expect((await report(new UsageError('No.'), ['--', '--json'])).stderr).toMatch(/^tmws-some: /);
  });
});
