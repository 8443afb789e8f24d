import { chmodSync, closeSync, existsSync, fchmodSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const OWNER_ONLY = 0o600;

/** Creates an empty file that its owner alone may read and write, whatever the umask. @throws where it exists */
export const createPrivateFile = (path: string): void => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const descriptor = openSync(path, 'wx', OWNER_ONLY);
  try {
    fchmodSync(descriptor, OWNER_ONLY);
  } finally {
    closeSync(descriptor);
  }
};

/**
 * Makes sure of the database's file and that nobody but its owner may read it. SQLite gives the files beside it (`-wal`,
 * `-shm`) the mode of the database. An existing file is not opened here: closing it would drop the locks that other
 * connections of this process hold on it.
 */
export const prepareDatabaseFile = (path: string): void => {
  if (!existsSync(path)) {
    createPrivateFile(path);
    return;
  }
  for (const file of [path, `${path}-wal`, `${path}-shm`]) {
    const stats = statSync(file, { throwIfNoEntry: false });
    if (stats?.isFile() && (stats.mode & 0o077) !== 0) chmodSync(file, stats.mode & 0o700);
  }
};
