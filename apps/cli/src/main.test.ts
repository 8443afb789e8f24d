import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));
const FLAGS = ['--conditions=@tmws/source', MAIN];

let folder: string;
let environment: Readonly<Record<string, string>>;

const run = (...line: readonly string[]) =>
  spawnSync(process.execPath, [...FLAGS, ...line], { encoding: 'utf8', env: environment });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tmws-main-'));
  environment = { PATH: process.env.PATH ?? '', TMWS_DATA_DIR: join(folder, 'data'), XDG_RUNTIME_DIR: folder };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the program', () => {
  test('runs the program beside it with the same arguments and status [cli.dispatch]', () => {
    const beside = run('migrate', 'import', join(folder, 'none'));
    expect(beside).toMatchObject({ status: 3, stdout: '', stderr: expect.stringContaining('directory found') });
    expect(run('migrate', '--help').stdout).toContain('tmws-migrate import');
  });

  test('says that no core runs, starts none, and has nothing to stop [cli.status, cli.stop]', () => {
    expect(run('status')).toMatchObject({ status: 0, stdout: expect.stringMatching(/^No core runs for /) });
    expect(JSON.parse(run('status', '--json').stdout)).toMatchObject({ running: false, status: null });
    expect(run('stop')).toMatchObject({ status: 0, stdout: expect.stringMatching(/^No core runs for /) });
  });

  test('prints its version', () => {
    expect(run('--version').stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test('is content when nobody reads to the end', async () => {
    const line = `"${process.execPath}" ${FLAGS.join(' ')} completion bash | head -1`;
    const { stdout, stderr } = await promisify(execFile)('bash', ['--norc', '-c', line], {
      env: environment,
    });
    expect(stdout).toContain('tmws');
    expect(stderr).toBe('');
  });
});
