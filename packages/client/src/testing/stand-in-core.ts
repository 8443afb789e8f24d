import { appendFileSync, existsSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import {
  CORE_EXIT_CODES,
  dataPaths,
  ensureRuntimeDirectory,
  formatDuration,
  loadConfig,
  overridesFromFlags,
  removeCoreRecord,
  settingFlags,
  socketPath,
  writeCoreRecord,
} from '@tmws/config';
import { createServer } from 'nice-grpc';
import { ADMIN, PATTERNS } from './served-definitions.ts';

/**
 * A core for tests of starting and stopping, run as a program of its own: the lock, the record and the socket are the
 * real ones, the answers are not. `STAND_IN_FAIL` makes it end at once with that reason, `STAND_IN_DIE_ONCE` names a
 * file in which it notes the request ids of CreatePattern, and dies over the first.
 */
const { values } = parseArgs({ args: process.argv.slice(2), options: settingFlags('core') });
const config = loadConfig(process.env, overridesFromFlags(values));
const paths = dataPaths(config.dataDir);
const { STAND_IN_FAIL: failure, STAND_IN_DIE_ONCE: notes } = process.env;

const log = (level: number, msg: string, fields: Readonly<Record<string, string>> = {}): void => {
  process.stdout.write(`${JSON.stringify({ level, pid: process.pid, msg, ...fields })}\n`);
};

const holdsLock = (): boolean => {
  const lock = new DatabaseSync(paths.coreLockDatabase);
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    return true;
  } catch {
    return false;
  }
};

const serve = async (): Promise<void> => {
  ensureRuntimeDirectory(config);
  const socket = socketPath(config);
  rmSync(socket, { force: true });
  const server = createServer();
  server.add(ADMIN, {
    getStatus: async () => ({ processId: process.pid }),
    verifyBackup: async () => ({}),
  });
  server.add(PATTERNS, {
    getPattern: async ({ patternId }) => ({ pattern: { id: patternId } }),
    createPattern: async ({ requestId }) => {
      if (notes !== undefined) {
        const isFirst = !existsSync(notes);
        appendFileSync(notes, `${requestId}\n`);
        if (isFirst) process.kill(process.pid, 'SIGKILL');
      }
      return { pattern: { id: requestId ?? '' } };
    },
    watchPatterns: async function* () {
      yield {};
    },
  });
  await server.listen(`unix:${socket}`);
  const startedAt = new Date().toISOString();
  const idleExit = formatDuration(config.idleExit);
  writeCoreRecord(paths.coreLock, {
    address: `unix:${socket}`,
    pid: process.pid,
    version: 'stand-in',
    startedAt,
    idleExit,
  });
  log(30, 'serving', { idle_exit: String(config.idleExit) });
  process.once('SIGTERM', async () => {
    await server.shutdown();
    removeCoreRecord(paths.coreLock);
  });
};

if (failure !== undefined) {
  log(60, 'The data folder was written by version 9.9.9. Install that version or a newer one.', { reason: failure });
  log(30, 'ended');
  process.exitCode = CORE_EXIT_CODES.failed;
} else if (holdsLock()) {
  log(30, 'locked');
  await serve();
} else {
  log(30, 'lost');
  process.exitCode = CORE_EXIT_CODES.anotherCoreRuns;
}
