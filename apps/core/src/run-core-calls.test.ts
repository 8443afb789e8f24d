import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { dataPaths, readCoreRecord, socketPath } from '@tmws/config';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type SpawnedCore, spawnCore } from './testing/spawn-core.ts';
import { type Clients, clientsOf, makeTestFolder, type TestFolder } from './testing/start-test-core.ts';

let folder: TestFolder;
const cores: SpawnedCore[] = [];

const run = async (identity = {}): Promise<SpawnedCore & { readonly clients: Clients }> => {
  const core = spawnCore(folder.config({ TMWS_LOG_LEVEL: 'debug' }));
  cores.push(core);
  await core.serving();
  const address = readCoreRecord(dataPaths(folder.config().dataDir).coreLock)?.address ?? '';
  return { ...core, clients: clientsOf(address, { 'x-tmws-agent': 'ann', ...identity }) };
};

beforeEach(() => {
  folder = makeTestFolder();
});
afterEach(async () => {
  for (const core of cores) core.child.kill('SIGKILL');
  await Promise.all(cores.splice(0).map(({ ended }) => ended));
  folder[Symbol.dispose]();
});

test('what runs at SIGTERM is answered and stored, or refused and absent [reliability.drain]', async () => {
  const first = await run();
  const names = Array.from({ length: 32 }, (_, index) => `name ${index}`);
  const creating = names.map((patternName) =>
    first.clients.patterns.createPattern({ patternName, category: 'c', patternData: { a: patternName } }),
  );
  await Promise.race(creating);
  first.child.kill('SIGTERM');
  const outcomes = await Promise.allSettled(creating);
  expect(await first.ended).toBe(0);
  first.clients.channel.close();
  const stored = names.filter((_, index) => outcomes[index]?.status === 'fulfilled');
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') expect(String(outcome.reason)).toContain('UNAVAILABLE');
  }
  const { clients } = await run();
  const { patterns } = await clients.patterns.listPatterns({ pageSize: 200 });
  expect(patterns.map(({ patternName }) => patternName).toSorted()).toEqual(stored.toSorted());
  clients.channel.close();
});

/** Numbers of the sockets that a process has open, and of all that listen on TCP, as Linux tells them. */
const socketsOf = (pid: number): readonly string[] =>
  readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
    try {
      return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
    } catch {
      return [];
    }
  });
const LISTENS = '0A';
const listening = (): readonly string[] =>
  ['tcp', 'tcp6'].flatMap((table) =>
    readFileSync(`/proc/net/${table}`, 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => fields[3] === LISTENS)
      .map((fields) => fields[9] ?? ''),
  );

test('a core listens on its socket alone, which is its user’s alone [identity.socket-mode]', async () => {
  const { child, clients } = await run();
  await clients.access.whoAmI({});
  const socket = socketPath(folder.config());
  expect(statSync(socket).isSocket()).toBe(true);
  expect(statSync(socket).mode & 0o777).toBe(0o600);
  const own = socketsOf(child.pid ?? 0);
  expect(own.length).toBeGreaterThan(0);
  expect(listening().filter((socketNumber) => own.includes(socketNumber))).toEqual([]);
  clients.channel.close();
});

test('a call is named in the log by its x-request-id, which does nothing else [grpc.x-request-id]', async () => {
  const { clients, child, ended, log } = await run({ 'x-request-id': 'abc' });
  for (const patternName of ['one', 'two']) {
    await clients.patterns.createPattern({ patternName, category: 'c', patternData: { a: 1 } });
  }
  expect((await clients.patterns.listPatterns({})).patterns).toHaveLength(2);
  clients.channel.close();
  child.kill('SIGTERM');
  await ended;
  expect(log().match(/"requestId":"abc"/g)).toHaveLength(3);
});
