import { chmodSync } from 'node:fs';
import { CORE_EXIT_CODES, dataPaths, readCoreRecord } from '@tmws/config';
import Database from 'better-sqlite3';
import { StartError } from './start-error.ts';

/** Holds a data folder for one core, until it is released or its process ends in any way. */
export interface DataLock {
  release(): void;
}

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith(code);

const anotherCore = (dataDir: string): StartError => {
  const record = readCoreRecord(dataPaths(dataDir).coreLock);
  const holder = record === undefined ? 'another core' : `another core, process ${record.pid},`;
  return new StartError(
    'CORE_RUNS',
    `${holder} holds the data folder ${dataDir}. Use that one, or end it with \`tmws stop\`.`.replace(/^a/, 'A'),
    CORE_EXIT_CODES.anotherCoreRuns,
  );
};

/**
 * Takes the exclusive lock of a data folder: a transaction of SQLite on a database that nothing else is in. The system
 * frees it when the process ends, so no file of a dead core can keep others out.
 *
 * @throws StartError with the exit code of `anotherCoreRuns` where another core has it, STORAGE_FULL,
 * STORAGE_NOT_WRITABLE
 */
export const takeDataLock = (dataDir: string): DataLock => {
  const path = dataPaths(dataDir).coreLockDatabase;
  try {
    const database = new Database(path, { timeout: 0 });
    try {
      database.pragma('locking_mode = EXCLUSIVE');
      database.exec('BEGIN EXCLUSIVE');
      chmodSync(path, 0o600);
    } catch (error) {
      database.close();
      throw error;
    }
    return { release: () => void database.close() };
  } catch (error) {
    if (hasCode(error, 'SQLITE_BUSY')) throw anotherCore(dataDir);
    if (hasCode(error, 'SQLITE_FULL')) {
      throw new StartError('STORAGE_FULL', `The disk of the data folder ${dataDir} is full. Make room on it.`);
    }
    const why = error instanceof Error ? error.message : String(error);
    throw new StartError(
      'STORAGE_NOT_WRITABLE',
      `The lock file ${path} cannot be used (${why}). Let this user write it; if it is damaged, remove it while no core runs.`,
    );
  }
};
