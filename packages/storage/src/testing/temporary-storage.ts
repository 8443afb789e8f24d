import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { UnitOfWork } from '@tmws/engine';
import { createSqliteStorage, type SqliteStorageOptions } from '../sqlite-storage.ts';

/** A folder of a test's own, gone afterwards. */
export const temporaryFolder = (): Disposable & { readonly path: string } => {
  const path = mkdtempSync(join(tmpdir(), 'tmws-storage-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
};

/** Options for a database in a test's folder. */
export const storageOptions = (folder: string): SqliteStorageOptions => ({
  path: join(folder, 'tmws.db'),
  backupDir: join(folder, 'backups'),
  productVersion: '0.1.0',
});

/** A new database in a folder of its own with the agents `alice`, a system admin, and `bob`. */
export const temporaryStorage = async (): Promise<
  AsyncDisposable & { readonly storage: UnitOfWork; readonly folder: string }
> => {
  const folder = temporaryFolder();
  const storage = await createSqliteStorage(storageOptions(folder.path));
  await storage.write(async (store) => {
    await store.identity.provision('alice', 'default');
    await store.identity.provision('bob', 'default');
  });
  return {
    storage,
    folder: folder.path,
    [Symbol.asyncDispose]: async () => {
      await storage.close();
      folder[Symbol.dispose]();
    },
  };
};
