import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';

/**
 * Runs every test: builds what the whole-system tests start, then one vitest run over all folders. Arguments after `--`
 * go to vitest: `npm test -- packages/domain`. What is missing for some tests is said, and is an error under CI.
 */
const REPORTS = 'test-results';

const run = (program: string, ...args: readonly string[]): number =>
  spawnSync(program, args, { stdio: 'inherit', env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' } }).status ?? 1;

const has = (program: string, ...args: readonly string[]): boolean =>
  spawnSync(program, args, { stdio: 'ignore', env: { ...process.env, GOTOOLCHAIN: 'local' } }).status === 0;

const missing = [
  ...(has('python3', '--version') ? [] : ['python3: the Python client is not tested.']),
  ...(has('go', 'list', '-C', 'examples/clients/go', '-m')
    ? []
    : ['go, as new as examples/clients/go/go.mod says: the Go client is not tested.']),
  ...(existsSync('../shared/corpus') ? [] : ['../shared/corpus: imports of real skills are not tested.']),
];
for (const line of missing) process.stderr.write(`not run: ${line}\n`);
if (missing.length > 0 && process.env.CI === 'true') process.exitCode = 1;

rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS);
const built = run('turbo', 'run', 'build', '--output-logs=errors-only');
const status =
  built === 0
    ? run(
        'vitest',
        'run',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${REPORTS}/vitest.json`,
        ...process.argv.slice(2),
      )
    : built;
if (status !== 0) process.exitCode = status;
