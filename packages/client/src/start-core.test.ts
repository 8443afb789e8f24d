import { existsSync, mkdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Config, dataPaths, socketPath } from '@tmws/config';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { connect } from './connect.ts';
import { findCore } from './find-core.ts';
import { startCore } from './start-core.ts';
import { stopCore } from './stop-core.ts';
import { createWorkplace, STAND_IN_CORE, type Workplace } from './testing/workplace.ts';

const options = { coreEntry: STAND_IN_CORE } as const;

const logOf = (config: Config): string => {
  const { coreLog } = dataPaths(config.dataDir);
  return existsSync(coreLog) ? readFileSync(coreLog, 'utf8') : '';
};

describe('a core of the data folder', () => {
  let workplace: Workplace;
  beforeEach(() => {
    workplace = createWorkplace();
  });
  afterEach(() => workplace[Symbol.dispose]());

  test('is started where none runs, answers, and is used again by the next frontend [reliability.auto-start]', async () => {
    const config = workplace.config();
    expect(await findCore(config)).toBeUndefined();
    const first = await startCore(config, options);
    const second = await startCore(config, options);
    expect(first.started).toBe(true);
    expect(second).toEqual({ core: first.core, started: false });
    await using client = await connect(config);
    expect((await client.admin.getStatus({})).processId).toBe(first.core.pid);
  });

  test('has a data folder and a log for this user alone, and the idle time that was asked for', async () => {
    const config = workplace.config({ TMWS_IDLE_EXIT: '2s' });
    await startCore(config, { ...options, idleExit: 'off' });
    expect(statSync(config.dataDir).mode & 0o777).toBe(0o700);
    expect(statSync(dataPaths(config.dataDir).coreLog).mode & 0o777).toBe(0o600);
    expect(logOf(config)).toContain('"idle_exit":"off"');
  });

  test('is one for frontends that start at once [reliability.auto-start-one, reliability.dead-socket]', async () => {
    const config = workplace.config();
    const started = await Promise.all(Array.from({ length: 8 }, () => startCore(config, options)));
    expect(new Set(started.map(({ core }) => core.pid)).size).toBe(1);
    expect(started.filter((one) => one.started)).toHaveLength(1);
    expect(logOf(config).match(/"locked"/g)).toHaveLength(1);
  });

  test('is started in spite of what a frontend left behind that died while starting one', async () => {
    const config = workplace.config();
    await startCore(config, options);
    await stopCore(config);
    const ticket = `${socketPath(config)}.starting`;
    const longAgo = new Date(Date.now() - 60_000);
    writeFileSync(ticket, '');
    utimesSync(ticket, longAgo, longAgo);
    expect((await startCore(config, options)).started).toBe(true);
    expect(existsSync(ticket)).toBe(false);
  });

  test('is waited for while another process holds the lock without serving', async () => {
    const config = workplace.config();
    mkdirSync(config.dataDir, { recursive: true });
    const lock = new DatabaseSync(dataPaths(config.dataDir).coreLockDatabase);
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    const starting = startCore(config, options);
    await vi.waitUntil(() => logOf(config).includes('"lost"'), 10_000);
    lock.close();
    expect((await starting).started).toBe(true);
  });

  test('that cannot start is an error with the reason and the words of its log', async () => {
    const config = workplace.config({ STAND_IN_FAIL: 'SCHEMA_NEWER' });
    await expect(startCore(config, options)).rejects.toMatchObject({
      name: 'RemoteError',
      reason: 'SCHEMA_NEWER',
      code: 'FAILED_PRECONDITION',
      message: 'The data folder was written by version 9.9.9. Install that version or a newer one.',
    });
  });

  test('whose program is broken is an error with what Node wrote', async () => {
    const coreEntry = join(workplace.folder, 'broken.mjs');
    writeFileSync(coreEntry, 'throw new Error("it broke");');
    await expect(startCore(workplace.config(), { coreEntry })).rejects.toMatchObject({
      reason: 'CORE_START_FAILED',
      message: 'Error: it broke',
    });
  });

  test('whose program is missing is an error that says how to make it', async () => {
    await expect(startCore(workplace.config(), { coreEntry: '/absent/main.js' })).rejects.toThrow(/npm run build/);
  });

  test('cannot be started in a folder that cannot be written', async () => {
    const file = join(workplace.folder, 'file');
    writeFileSync(file, '');
    const config = workplace.config({ TMWS_DATA_DIR: join(file, 'data') });
    await expect(startCore(config, options)).rejects.toMatchObject({ reason: 'STORAGE_NOT_WRITABLE' });
  });

  test('is stopped, and stopping again finds none', async () => {
    const config = workplace.config();
    const { core } = await startCore(config, options);
    expect(await stopCore(config)).toMatchObject({ pid: core.pid });
    expect(existsSync(dataPaths(config.dataDir).coreLock)).toBe(false);
    expect(await stopCore(config)).toBeUndefined();
    expect((await startCore(config, options)).started).toBe(true);
  });

  test('is stopped although a frontend starts another one at the same address at once', async () => {
    const config = workplace.config();
    const { core } = await startCore(config, options);
    const stopping = stopCore(config);
    await vi.waitUntil(async () => (await findCore(config)) === undefined, { timeout: 10_000, interval: 1 });
    const [stopped, next] = await Promise.all([stopping, startCore(config, options)]);
    expect(stopped).toMatchObject({ pid: core.pid });
    expect(next.core.pid).not.toBe(core.pid);
  });

  test('is stopped by several at once, each of which is content', async () => {
    const config = workplace.config();
    const { core } = await startCore(config, options);
    const stopped = await Promise.all(Array.from({ length: 6 }, () => stopCore(config)));
    expect(new Set(stopped.map((one) => one?.pid ?? core.pid))).toEqual(new Set([core.pid]));
    expect(await findCore(config)).toBeUndefined();
  });
});

describe('a client', () => {
  let workplace: Workplace;
  beforeEach(() => {
    workplace = createWorkplace();
  });
  afterEach(() => workplace[Symbol.dispose]());

  test('starts the core anew when it was killed between two calls', async () => {
    const config = workplace.config();
    await using client = await connect(config, options);
    const before = (await client.admin.getStatus({})).processId;
    process.kill(before, 'SIGKILL');
    const after = (await client.admin.getStatus({})).processId;
    expect(after).not.toBe(before);
  });

  test('sends a write again under the same request id when the core dies over it [grpc.client-retries]', async () => {
    const notes = join(workplace.folder, 'request-ids');
    await using client = await connect(workplace.config({ STAND_IN_DIE_ONCE: notes }), options);
    const { pattern } = await client.patterns.createPattern({ patternName: 'retry' });
    const [first, second, ...more] = readFileSync(notes, 'utf8').trim().split('\n');
    expect(first).toMatch(/^[0-9a-f-]{36}$/);
    expect([second, more]).toEqual([first, []]);
    expect(pattern?.id).toBe(first);
  });

  test('starts no core without a program to start, nor with an address [reliability.address-no-start]', async () => {
    const unreachable = { reason: 'CORE_UNREACHABLE', code: 'UNAVAILABLE' };
    const config = workplace.config();
    await expect(connect(config)).rejects.toMatchObject(unreachable);
    const address = `unix:${join(workplace.folder, 'none.sock')}`;
    await expect(connect(workplace.config({ TMWS_ADDRESS: address }), options)).rejects.toMatchObject(unreachable);
    expect(existsSync(config.dataDir)).toBe(false);
  });
});
