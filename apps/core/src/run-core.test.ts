import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { dataPaths, readCoreRecord, socketPath } from '@tmws/config';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type SpawnedCore, spawnCore } from './testing/spawn-core.ts';
import { clientsOf, makeTestFolder, type TestFolder } from './testing/start-test-core.ts';
import { waitUntil } from './testing/wait-until.ts';

let folder: TestFolder;
let cores: SpawnedCore[] = [];

const run = (variables: Readonly<Record<string, string>> = {}, flags: readonly string[] = []): SpawnedCore => {
  const core = spawnCore(folder.config(variables), flags);
  cores.push(core);
  return core;
};

const lines = (core: SpawnedCore): readonly { msg: string; level: number; reason?: string }[] =>
  core
    .log()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

const permissions = (path: string): string => (statSync(path).mode & 0o777).toString(8);

beforeEach(() => {
  folder = makeTestFolder();
});

afterEach(async () => {
  for (const core of cores) core.child.kill('SIGKILL');
  await Promise.all(cores.map(({ ended }) => ended));
  cores = [];
  folder[Symbol.dispose]();
});

test('a second core on a folder ends with 75 and names the first; a signal ends that one in order [reliability.one-core]', async () => {
  const { dataDir } = folder.config();
  const paths = dataPaths(dataDir);
  const first = run();
  await first.serving();
  const second = run();
  expect(await second.ended).toBe(75);
  expect(lines(second)).toMatchObject([
    { level: 60, reason: 'CORE_RUNS', msg: expect.stringContaining(`${first.child.pid}`) },
  ]);

  const socket = socketPath(folder.config());
  expect([dataDir, paths.database, paths.coreLock, paths.coreLockDatabase, socket].map(permissions)).toEqual([
    '700',
    '600',
    '600',
    '600',
    '600',
  ]);
  using clients = clientsOf(readCoreRecord(paths.coreLock)?.address ?? '', { 'x-tmws-agent': 'ann' });
  await clients.patterns.createPattern({ patternName: 'kept', category: 'c', patternData: { a: 1 } });

  // Two who stop it at once send two.
  first.child.kill('SIGTERM');
  first.child.kill('SIGTERM');
  expect(await first.ended).toBe(0);
  expect([paths.coreLock, socket].map((path) => existsSync(path))).toEqual([false, false]);
  expect(lines(first).map(({ msg }) => msg)).toEqual(expect.arrayContaining(['serving', 'ending', 'ended']));
});

test('a core that was killed leaves nothing that keeps the next one out, and nothing acknowledged is lost [reliability.stale-lock, reliability.dead-socket, reliability.kill-9]', async () => {
  const first = run();
  await first.serving();
  const { coreLock } = dataPaths(folder.config().dataDir);
  const address = readCoreRecord(coreLock)?.address ?? '';
  {
    using clients = clientsOf(address, { 'x-tmws-agent': 'ann' });
    await clients.patterns.createPattern({ patternName: 'acknowledged', category: 'c', patternData: { a: 1 } });
  }
  first.child.kill('SIGKILL');
  await first.ended;
  const second = run();
  await second.serving();
  using clients = clientsOf(address, { 'x-tmws-agent': 'ann' });
  expect((await clients.patterns.listPatterns({})).patterns).toMatchObject([{ patternName: 'acknowledged' }]);
  const { hits } = await clients.patterns.searchPatterns({ queryText: 'acknowledged' });
  expect(hits).toHaveLength(1);
});

test('a core without a client ends by itself, and one with a client that asks nothing does not [reliability.idle-exit, reliability.idle-exit-client]', async () => {
  const core = run({}, ['--idle-exit', '1s']);
  await core.serving();
  const { address = '', idleExit } = readCoreRecord(dataPaths(folder.config().dataDir).coreLock) ?? {};
  expect(idleExit).toBe('1s');
  const clients = clientsOf(address, { 'x-tmws-agent': 'ann' });
  await clients.access.whoAmI({});
  const stayed = await Promise.race([core.ended, new Promise((resolve) => setTimeout(resolve, 2_500, 'running'))]);
  expect(stayed).toBe('running');
  clients.channel.close();
  expect(await core.ended).toBe(0);
  expect(core.log()).toContain('no client was connected');
});

test('what cannot be started is one line with a reason, and exit code 1', async () => {
  const blocked = folder.config().dataDir;
  writeFileSync(blocked, 'a file in the place of the folder');
  const notWritable = run();
  expect(await notWritable.ended).toBe(1);
  expect(lines(notWritable)).toMatchObject([{ reason: 'STORAGE_NOT_WRITABLE', msg: expect.stringContaining(blocked) }]);

  const unbuilt = run({ TMWS_RATE_LIMIT: '5' });
  expect(await unbuilt.ended).toBe(1);
  expect(lines(unbuilt)).toMatchObject([
    { reason: 'NOT_IMPLEMENTED', msg: expect.stringContaining('TMWS_RATE_LIMIT is set') },
  ]);

  const open = run({ TMWS_LISTEN: '0.0.0.0:0' });
  expect(await open.ended).toBe(1);
  expect(lines(open)).toMatchObject([{ reason: 'TLS_REQUIRED', msg: expect.stringContaining('TMWS_TLS_CERT') }]);

  const misspelt = run({}, ['--idle-exit', 'soon']);
  expect(await misspelt.ended).toBe(2);
  expect(misspelt.log()).toContain('--idle-exit cannot be "soon"');
});

test('a core that cannot have its port ends with 1, says which, and leaves its folder to the next', async () => {
  const [holder, address] = await new Promise<[Server, string]>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const bound = server.address();
      resolve([server, `127.0.0.1:${typeof bound === 'object' ? bound?.port : bound}`]);
    });
  });
  const blocked = run({ TMWS_LISTEN: address });
  expect(await blocked.ended).toBe(1);
  expect(blocked.log()).toContain(`"reason":"LISTEN_FAILED","msg":"The core cannot listen on ${address} (`);
  holder.close();
  const next = run({ TMWS_LISTEN: address });
  await waitUntil(() => next.log().includes(`"tcpAddress":"${address}"`));
});

test('data of a newer version is refused and left as it is [storage.newer-schema]', async () => {
  const config = folder.config();
  const first = run();
  await first.serving();
  first.child.kill('SIGTERM');
  await first.ended;
  const { database } = dataPaths(config.dataDir);
  const native = new Database(database);
  const table = native
    .prepare("SELECT name FROM sqlite_master WHERE name LIKE '%schema%' AND type = 'table'")
    .pluck()
    .get();
  const row = native.prepare(`SELECT * FROM ${table} ORDER BY version DESC LIMIT 1`).get();
  expect(row).toBeDefined();
  const columns = Object.keys(row ?? {});
  const values = Object.entries(row ?? {}).map(([name, value]) =>
    name === 'version' ? 999 : name.includes('product') ? '9.9.9' : value,
  );
  native.prepare(`INSERT INTO ${table} (${columns.join()}) VALUES (${columns.map(() => '?').join()})`).run(values);
  native.close();
  const second = run();
  expect(await second.ended).toBe(1);
  expect(lines(second)).toMatchObject([{ reason: 'SCHEMA_NEWER', msg: expect.stringContaining('9.9.9') }]);
});

test('a model that is damaged is told, and searches answer by words', async () => {
  const models = `${folder.path}/models`;
  mkdirSync(`${models}/multilingual-e5-small`, { recursive: true });
  writeFileSync(`${models}/multilingual-e5-small/config.json`, '{}');
  const core = run({ TMWS_MODEL_DIR: models });
  await core.serving();
  const address = readCoreRecord(dataPaths(folder.config().dataDir).coreLock)?.address ?? '';
  using clients = clientsOf(address, { 'x-tmws-agent': 'ann' });
  const created = await clients.patterns.createPattern({
    patternName: 'words-only',
    category: 'c',
    patternData: { description: 'Found by words.' },
  });
  expect(created).toMatchObject({ searchableByWords: true, searchableByMeaning: false });
  const answer = await clients.patterns.searchPatterns({ queryText: 'found by words' });
  expect(answer).toMatchObject({ degraded: true, mode: 3 });
  expect(answer.degradedReason).toContain('multilingual-e5-small');
  expect(answer.hits[0]?.pattern?.patternName).toBe('words-only');
  expect(await clients.admin.getStatus({})).toMatchObject({ degraded: true });
});
