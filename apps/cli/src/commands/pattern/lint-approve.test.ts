import { AccessLevel, FindingSeverity } from '@tmws/contract';
import { afterEach, expect, test } from 'vitest';
import { runLine } from '../../testing/run-line.ts';
import { type StandInCore, standInCore } from '../../testing/stand-in-core.ts';

const ID = '0198f0c2-7d4e-7a61-9b1f-3c5d2e8a4b60';

let core: StandInCore | undefined;

const serving = async (...[methods]: Parameters<typeof standInCore>): Promise<void> => {
  core = await standInCore(methods);
};

const run = (...line: readonly string[]) =>
  runLine(line, { environment: { TMWS_ADDRESS: core?.address ?? '127.0.0.1:1' } });

afterEach(async () => {
  await core?.[Symbol.asyncDispose]();
  core = undefined;
});

const secret = {
  id: 'f-1',
  code: 'secret',
  severity: FindingSeverity.ERROR,
  text: 'A key.',
  file: 'SKILL.md',
  line: 3,
};

test('tmws pattern lint prints the findings, each with its id where it can be accepted [cli.pattern-lint]', async () => {
  await serving({
    lintPattern: async () => ({
      findings: [{ ...secret, id: '', code: 'missing_field', severity: FindingSeverity.INFO }, secret],
    }),
  });
  const { stdout, exitCode } = await run('pattern', 'lint', ID);
  expect(exitCode).toBe(0);
  expect(stdout.split('\n')[0]).toContain('secret · SKILL.md:3 · A key. · id: f-1');
  expect(stdout.split('\n')[1]).not.toContain('id:');
  const json = await run('pattern', 'lint', ID, '--json');
  expect(JSON.parse(json.stdout)).toMatchObject({ findings: [{}, { id: 'f-1', severity: 'error' }] });
});

test('tmws pattern lint says so when there is nothing to mend', async () => {
  await serving({ lintPattern: async () => ({ findings: [] }) });
  expect((await run('pattern', 'lint', ID)).stdout).toBe('Nothing to mend.\n');
});

test('tmws pattern approve sends the findings that were seen, and says what the pattern is now [cli.pattern-approve]', async () => {
  let asked: unknown;
  await serving({
    approvePattern: async (request) => {
      asked = request;
      return { pattern: { id: ID, patternName: 'imported', version: '1.0.0', accessLevel: AccessLevel.TEAM } };
    },
  });
  const { stdout, exitCode } = await run(
    'pattern',
    'approve',
    ID,
    '--accept-finding',
    'f-1',
    '--accept-finding',
    'f-2',
  );
  expect(exitCode).toBe(0);
  expect(asked).toMatchObject({ patternId: ID, acceptFindings: ['f-1', 'f-2'], etag: undefined });
  expect(stdout).toBe('Approved imported 1.0.0: active, level team\n');
  await run('pattern', 'approve', ID, '--etag', '3');
  expect(asked).toMatchObject({ patternId: ID, acceptFindings: [], etag: '3' });
});
