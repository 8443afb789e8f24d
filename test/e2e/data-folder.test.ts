import { readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { runProgram } from '../harness/run.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';
import { type TmwsHome, tmwsHome, untilEmbedded } from '../harness/tmws-home.ts';

const filesBelow = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder, { recursive: true })).map((name) => path.join(folder, name));

const fill = async (home: TmwsHome): Promise<void> => {
  const client = await home.client();
  for (const description of ['Moor a zeppelin at dusk', 'Feed a zeppelin with gas', 'Bake bread for the crew']) {
    await client.patterns.createPattern({ patternName: description, category: 'c', patternData: { description } });
  }
  await untilEmbedded(client);
};

const found = async (home: TmwsHome): Promise<readonly unknown[]> => {
  const client = await home.client();
  const { hits } = await client.patterns.searchPatterns({ queryText: 'an airship for the night' });
  return hits.map(({ pattern, similarity }) => [pattern?.patternName, similarity]);
};

/** What may lie in a data folder, beside the file whose lock holds it; the last two once there is a model or a copy. */
const OF_THE_FOLDER = ['tmws.db', 'vectors', 'core.lock', 'core.log', 'models', 'backups'];

describe('a used data folder', () => {
  test('holds rows, index, lock and log, all of them for its user alone [storage.data-folder-files, storage.permissions, storage.sqlite-default, storage.vectors, reliability.log-file]', async () => {
    const umask = process.umask(0o022);
    await using home = await tmwsHome();
    await fill(home);
    process.umask(umask);
    const names = (await readdir(home.dataDir)).filter((name) => !/^tmws\.db-(wal|shm)$/.test(name));
    expect(names).toEqual(expect.arrayContaining(['tmws.db', 'vectors', 'core.lock', 'core.log']));
    expect(names.filter((name) => !OF_THE_FOLDER.includes(name) && !name.startsWith('core.lock.db'))).toEqual([]);
    expect((await readdir(path.join(home.dataDir, 'vectors'))).some((name) => name.endsWith('.lance'))).toBe(true);
    expect((await readFile(path.join(home.dataDir, 'tmws.db'))).subarray(0, 15).toString()).toBe('SQLite format 3');
    expect(await home.coreLog()).toContain('"serving"');
    const files = await filesBelow(home.dataDir);
    expect((await stat(home.dataDir)).mode & 0o777).toBe(0o700);
    for (const file of files) {
      const status = await stat(file);
      expect([file, status.isSocket(), status.mode & 0o077]).toEqual([file, false, 0]);
    }
  });

  test('is where it was asked for, and nothing is anywhere else [storage.data-dir]', async () => {
    await using elsewhere = await temporaryFolder();
    await using home = await tmwsHome({ HOME: elsewhere.path, XDG_DATA_HOME: path.join(elsewhere.path, 'xdg') });
    await fill(home);
    expect(await readdir(home.dataDir)).toContain('tmws.db');
    expect(await readdir(elsewhere.path, { recursive: true })).toEqual([]);
  });

  test('with a path of 200 characters has a core that frontends find [storage.socket-path]', async () => {
    await using folder = await temporaryFolder();
    const dataDir = path.join(folder.path, 'd'.repeat(200));
    await using home = await tmwsHome();
    const env = { ...home.env, TMWS_DATA_DIR: dataDir };
    const [started, again] = [
      await runProgram('cli', ['start', '--json'], env),
      await runProgram('cli', ['status', '--json'], env),
    ];
    const lock = JSON.parse(await readFile(path.join(dataDir, 'core.lock'), 'utf8'));
    expect(JSON.parse(again.stdout).status).toMatchObject({ address: lock.address, process_id: lock.pid });
    expect(started.status).toBe(0);
    expect((await stat(lock.address.replace('unix:', ''))).isSocket()).toBe(true);
    expect((await runProgram('cli', ['stop'], env)).status).toBe(0);
  });

  test('has the same answers after its index was removed, by a start or by a rebuilding [storage.rows-are-truth, cli.reindex]', async () => {
    await using home = await tmwsHome();
    await fill(home);
    const before = await found(home);
    expect(before.length).toBeGreaterThan(0);
    const vectors = path.join(home.dataDir, 'vectors');
    expect((await home.tmws('stop')).status).toBe(0);
    await rm(vectors, { recursive: true });
    await untilEmbedded(await home.client());
    expect(await found(home)).toEqual(before);
    for (const name of await readdir(vectors)) await rm(path.join(vectors, name), { recursive: true });
    expect(await home.tmws('reindex')).toMatchObject({ status: 0, stdout: 'Indexed 3 patterns anew.\n' });
    await untilEmbedded(await home.client());
    expect(await found(home)).toEqual(before);
  });
});

describe('a core', () => {
  test('that was started to stay runs on without a client until it is stopped [cli.start, cli.stop]', async () => {
    await using home = await tmwsHome({ TMWS_IDLE_EXIT: '1s' });
    expect((await home.tmws('start')).status).toBe(0);
    const pid = await home.corePid();
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(JSON.parse((await home.tmws('status', '--json')).stdout).status.process_id).toBe(pid);
    expect((await home.tmws('stop')).status).toBe(0);
    expect(JSON.parse((await home.tmws('status', '--json')).stdout).running).toBe(false);
    expect((await home.tmws('stop')).status).toBe(0);
  });

  test('that is stopped answers the calls under way first, and frees its folder [cli.stop]', async () => {
    await using home = await tmwsHome();
    const client = await home.client();
    const creating = Array.from({ length: 8 }, (_, index) =>
      client.patterns.createPattern({ patternName: `last ${index}`, category: 'c', patternData: { index } }),
    );
    await creating[0];
    const stopped = await home.tmws('stop');
    await Promise.all(creating);
    expect(stopped.status).toBe(0);
    const next = await home.client();
    expect((await next.patterns.listPatterns({})).patterns).toHaveLength(8);
  });

  test('says what it is, where, and how many patterns it has [cli.status]', async () => {
    await using home = await tmwsHome();
    expect((await home.tmws('status')).stdout).toMatch(/^No core runs for /);
    await fill(home);
    const { stdout } = await home.tmws('status');
    const { version } = JSON.parse(await readFile(path.join(import.meta.dirname, '../../package.json'), 'utf8'));
    for (const told of [version, 'unix:', '3, of which 0 skills', 'multilingual-e5-small'])
      expect(stdout).toContain(told);
  });
});
