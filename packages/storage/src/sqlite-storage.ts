import { type Clock, type Store, systemClock, type UnitOfWork } from '@tmws/engine';
import { createBreather } from './breather.ts';
import { createChangeLog } from './change-log.ts';
import { createStore } from './create-store.ts';
import type { Database, Tables } from './entities/tables.ts';
import { SCHEMA_STEPS, type SchemaStep } from './migrations/schema-steps.ts';
import { openDatabase } from './open-database.ts';
import { isWriteInRead, MisuseError, toStorageError } from './storage-error.ts';
import { createWriteQueue } from './write-queue.ts';

/** So long may statements hold up the rest of the process, in milliseconds. */
const SLICE_MS = 5;

/** Where the rows are kept. */
export interface SqliteStorageOptions {
  /** The database file; it and its folder are made where they are missing, for their owner alone. */
  readonly path: string;
  /** Where a copy of the database goes before its schema is changed. */
  readonly backupDir: string;
  /** Version of the product, kept with each step of the schema. */
  readonly productVersion: string;
  /** Default: the machine's clock. */
  readonly clock?: Clock | undefined;
}

/** Like {@link createSqliteStorage}, with the steps of the schema to be had. */
export const openSqliteStorage = async (
  options: SqliteStorageOptions,
  steps: readonly SchemaStep[],
): Promise<UnitOfWork> => {
  const { path, backupDir, productVersion, clock = systemClock } = options;
  const explained = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw toStorageError(error, { path, backupDir });
    }
  };
  const { orm, native } = await explained(() =>
    openDatabase({ path, backupDir, productVersion, steps, now: clock.now() }),
  );
  const breathe = createBreather(SLICE_MS);
  const queue = createWriteQueue(breathe);
  const now = (): Date => clock.now();
  const storage = {};
  const reading = createStore({
    database: orm.em.fork().getKysely<Tables>({ type: 'read' }),
    storage,
    changes: createChangeLog(),
    now,
    breathe,
  });
  const watchers = new Set<() => void>();
  const transact = async <T>(work: (store: Store) => Promise<T>): Promise<T> => {
    const changes = createChangeLog();
    const result = await orm.em.getConnection().transactional(async (transaction) => {
      const em = orm.em.fork();
      em.setTransactionContext(transaction);
      const database: Database = em.getKysely<Tables>();
      const done = await work(createStore({ database, storage, changes, now, breathe }));
      await changes.flush(database);
      return done;
    });
    // What was removed is overwritten in the database; the log before it still has it.
    if (changes.isErased()) native.pragma('wal_checkpoint(TRUNCATE)');
    if (changes.isRecorded()) for (const tell of watchers) tell();
    return result;
  };
  return {
    read: (work) =>
      explained(async () => {
        try {
          return await work(reading);
        } catch (error) {
          if (!isWriteInRead(error)) throw error;
          throw new MisuseError('read() was asked to change rows. Use write() for it.', { cause: error });
        }
      }),
    write: (work) => queue.run(() => explained(() => transact(work))),
    watch: (tell) => {
      watchers.add(tell);
      return () => watchers.delete(tell);
    },
    schemaVersion: () => steps.length,
    close: async () => {
      await queue.idle();
      await explained(async () => {
        try {
          // The reader closes last and may not write, so the log would stay behind.
          native.pragma('wal_checkpoint(TRUNCATE)');
        } finally {
          await orm.close();
        }
      });
    },
  };
};

/**
 * Rows in one SQLite file: the truth that everything else is made from. Writes queue in the order of the calls and are
 * on the disk when they resolve; reads see what is committed and never wait for a write.
 *
 * @throws DomainError SCHEMA_NEWER where a later version of the product made the file, STORAGE_NOT_WRITABLE or
 * STORAGE_FULL where it cannot be opened or written
 */
export const createSqliteStorage = (options: SqliteStorageOptions): Promise<UnitOfWork> =>
  openSqliteStorage(options, SCHEMA_STEPS);
