import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runLine } from '../testing/run-line.ts';

let folder: string;

const run = async (...line: readonly string[]) => {
  const environment = { PATH: process.env.PATH ?? '', TMWS_DATA_DIR: join(folder, 'data'), XDG_RUNTIME_DIR: folder };
  const { exitCode, stdout, stderr } = await runLine([...line, '--json'], { environment });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  return JSON.parse(stdout);
};

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'tmws-start-')));
});
afterEach(async () => {
  await run('stop');
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

test('tmws start replaces a core that would end when idle, and leaves one alone that stays', async () => {
  await run('whoami');
  const { status } = await run('status');
  const replaced = await run('start');
  expect(replaced).toMatchObject({ restarted: true });
  expect(replaced.core.process_id).not.toBe(status.process_id);
  expect(await run('start')).toEqual({ ...replaced, restarted: false });
}, 60_000);
