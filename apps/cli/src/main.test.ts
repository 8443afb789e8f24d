import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runLine } from './testing/run-line.ts';

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

describe('the completion for bash', () => {
  const complete = async (...words: readonly string[]): Promise<readonly string[]> => {
    const { stdout } = await runLine(['completion', 'bash']);
    const script = join(folder, 'completion.bash');
    writeFileSync(script, stdout);
    const list = words.map((word) => `'${word}'`).join(' ');
    const ask = `source '${script}'; COMP_WORDS=(${list}); COMP_CWORD=${words.length - 1}; _tmws; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const answer = spawnSync('bash', ['--norc', '-c', ask], { encoding: 'utf8' });
    expect(answer.stderr).toBe('');
    return answer.stdout.trim().split('\n');
  };

  test('completes commands, verbs, flags and their values', async () => {
    expect(await complete('tmws', 'pat')).toEqual(['pattern']);
    expect(await complete('tmws', 'pattern', '')).toEqual(['create', 'list', 'show']);
    expect(await complete('tmws', 'pattern', 'create', '--cat')).toEqual(['--category']);
    expect(await complete('tmws', 'pattern', 'create', '--name', 'x', '--access-level', 't')).toEqual(['team']);
    expect(await complete('tmws', '--data-dir', 'x', 'search', '--lim')).toEqual(['--limit']);
    expect(await complete('tmws', 'completion', 'z')).toEqual(['zsh']);
  });

  test('and the scripts for zsh and fish name every command and flag', async () => {
    for (const shell of ['zsh', 'fish']) {
      const { stdout } = await runLine(['completion', shell]);
      for (const word of ['pattern', 'create', 'migrate', 'category', 'data-dir', 'private'])
        expect(stdout).toContain(word);
    }
  });
});
