import { join } from 'node:path';

/** Every file and folder in a data folder. */
export interface DataPaths {
  /** SQLite database of all rows. */
  readonly database: string;
  /** Folder of the index. */
  readonly vectors: string;
  readonly models: string;
  readonly backups: string;
  /** JSON file that says where the running core listens. */
  readonly coreLock: string;
  /** SQLite database that the running core holds an exclusive lock on. */
  readonly coreLockDatabase: string;
  /** Log of a core that a frontend started. */
  readonly coreLog: string;
  /** Key file of a core on Windows, where there is no socket with an owner. */
  readonly coreKey: string;
}

/** The paths inside a data folder. */
export const dataPaths = (dataDir: string): DataPaths => ({
  database: join(dataDir, 'tmws.db'),
  vectors: join(dataDir, 'vectors'),
  models: join(dataDir, 'models'),
  backups: join(dataDir, 'backups'),
  coreLock: join(dataDir, 'core.lock'),
  coreLockDatabase: join(dataDir, 'core.lock.db'),
  coreLog: join(dataDir, 'core.log'),
  coreKey: join(dataDir, 'core.key'),
});
