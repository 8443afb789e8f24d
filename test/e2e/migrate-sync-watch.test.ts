import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { PROGRAMS } from '../harness/run.ts';
import { type SyncedFolder, skillText, syncedFolder } from '../harness/synced-folder.ts';
import { type TmwsHome, tmwsHome } from '../harness/tmws-home.ts';

let home: TmwsHome;
let folder: SyncedFolder;
let child: ChildProcess;
let printed: string;

beforeAll(async () => {
  home = await tmwsHome();
});
afterAll(() => home[Symbol.asyncDispose]());

const until = async (condition: () => Promise<boolean> | boolean): Promise<void> => {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 50));
};

beforeEach(async () => {
  folder = await syncedFolder(home);
  await folder.write('watched/SKILL.md', skillText('watched', 'First text.'));
  printed = '';
  child = spawn(process.execPath, [PROGRAMS.migrate, 'sync', folder.path, '--watch'], { env: home.env });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
    });
  }
  await until(() => printed.includes('Ctrl-C'));
});
afterEach(async () => {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }
  await folder[Symbol.asyncDispose]();
});

const count = async (): Promise<number> =>
  (await (await home.client()).patterns.listPatterns({ pageSize: 200 })).patterns.length;

const stopped = async (signal: NodeJS.Signals): Promise<number | null> => {
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
  return child.exitCode;
};

test('a SKILL.md that is edited while it is watched is the next version, and SIGINT ends the watch with 0 [migrate.sync-watch]', async () => {
  const before = await count();
  await folder.write('watched/SKILL.md', skillText('watched', 'Second text.'));
  await until(async () => (await count()) === before + 1);
  await until(() => printed.includes('versioned'));
  await folder.write('watched-too/SKILL.md', skillText('watched-too', 'Another one.'));
  await until(() => printed.includes('watched-too'));
  expect(await stopped('SIGINT')).toBe(0);
  const { results } = await folder.sync();
  expect(results.map(({ action }) => action)).toEqual(['unchanged', 'unchanged']);
});

test('what the database changes is written to the folder, also by a core that was killed meanwhile and started again', async () => {
  const { skills } = JSON.parse(await folder.read('.tmws-sync/lock.json'));
  const patternId: string = skills[0].pattern_id;
  const change = async (description: string): Promise<void> => {
    await (await home.client()).patterns.updatePattern({ patternId, patternData: { description } });
    await until(async () => (await folder.read('watched/SKILL.md')).includes(description));
  };
  await change('Third text.');
  process.kill(await home.corePid(), 'SIGKILL');
  await change('Fourth text.');
  await folder.write('watched/SKILL.md', `${await folder.read('watched/SKILL.md')}\nFifth text.\n`);
  await until(() => printed.includes('versioned'));
  expect(printed).not.toContain('conflict');
  expect(await stopped('SIGTERM')).toBe(0);
});

test('another sync of the folder is refused while it is watched, and taken up after the watch was killed', async () => {
  expect(await folder.sync()).toMatchObject({ status: 75 });
  expect(await stopped('SIGKILL')).toBeNull();
  expect(await folder.sync()).toMatchObject({ status: 0, results: [{ action: 'unchanged' }] });
});
