import { closeSync, fsyncSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type SqliteDatabase from 'better-sqlite3';
import { createPrivateFile } from './database-file.ts';

/** Where a copy goes and what it is named after. */
export interface BackupTarget {
  readonly directory: string;
  readonly schemaVersion: number;
  readonly now: Date;
}

/**
 * Copies the whole database into a new file that its owner alone may read, durable when it returns.
 *
 * @returns the path of the copy
 */
export const backUp = (native: SqliteDatabase.Database, target: BackupTarget): string => {
  const stamp = target.now.toISOString().replaceAll(/[-:.]/g, '');
  const path = join(target.directory, `tmws-schema-${target.schemaVersion}-${stamp}.db`);
  createPrivateFile(path);
  native.prepare('vacuum into ?').run(path);
  const descriptor = openSync(path, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  return path;
};
