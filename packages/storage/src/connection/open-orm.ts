import { Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/sqlite';
import SqliteDatabase from 'better-sqlite3';
import { ENTITIES } from '../entities/tables.ts';
import type { SchemaStep } from '../migrations/schema-steps.ts';
import { cachedStatements } from './cached-statements.ts';
import { QueuedDialect } from './queued-dialect.ts';

const BUSY_TIMEOUT_MS = 5_000;
// So that a batch of a thousand patterns is written once, at its commit, and not piecemeal before it.
const WRITER_CACHE_KIB = 16 * 1024;

/** Opens the connection that writes, without changing the file. */
export const openNative = (path: string): SqliteDatabase.Database =>
  new SqliteDatabase(path, { timeout: BUSY_TIMEOUT_MS, fileMustExist: true });

/** Sets what makes an acknowledged write survive the loss of power, and what was removed leave nothing in the file. */
export const makeDurable = (native: SqliteDatabase.Database): void => {
  native.pragma('journal_mode = WAL');
  native.pragma('synchronous = FULL');
  native.pragma('foreign_keys = ON');
  native.pragma('secure_delete = ON');
  native.pragma(`cache_size = -${WRITER_CACHE_KIB}`);
};

const openReader = async (path: string): Promise<ReturnType<typeof cachedStatements>> => {
  const native = new SqliteDatabase(path, { timeout: BUSY_TIMEOUT_MS, readonly: true, fileMustExist: true });
  return cachedStatements(native);
};

/**
 * MikroORM on two connections to one file: one that writes, and a read-only one on which reads go on and see what is
 * committed while a transaction is under way.
 */
export const openOrm = (
  path: string,
  native: SqliteDatabase.Database,
  steps: readonly SchemaStep[],
): Promise<MikroORM> =>
  MikroORM.init({
    entities: ENTITIES,
    dbName: path,
    extensions: [Migrator],
    driverOptions: () => new QueuedDialect({ database: cachedStatements(native) }),
    replicas: [{ name: 'reader', driverOptions: () => new QueuedDialect({ database: () => openReader(path) }) }],
    migrations: {
      migrationsList: steps.map((step) => ({ name: step.name, class: step.migration })),
      snapshot: false,
      transactional: true,
      allOrNothing: true,
      disableForeignKeys: false,
    },
    metadataCache: { enabled: false },
    // Standard output belongs to whoever runs the store.
    logger: () => undefined,
  });
