import { DomainError } from '@tmws/domain';

/** The places that the messages name. */
export interface StoragePlaces {
  readonly path: string;
  readonly backupDir: string;
}

/** A mistake in the program that calls the storage. */
export class MisuseError extends Error {
  override readonly name = 'MisuseError';
}

const codeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return codeOf(error.cause);
};

const FULL = ['SQLITE_FULL', 'SQLITE_IOERR', 'ENOSPC', 'EDQUOT', 'EIO'];
const NOT_WRITABLE = [
  'SQLITE_READONLY',
  'SQLITE_CANTOPEN',
  'SQLITE_PERM',
  'SQLITE_AUTH',
  'EACCES',
  'EPERM',
  'EROFS',
  'ENOTDIR',
  'EISDIR',
  'EEXIST',
  'ENOENT',
  'ELOOP',
  'ENAMETOOLONG',
];
const DAMAGED = ['SQLITE_CORRUPT', 'SQLITE_NOTADB'];
const BUSY = ['SQLITE_BUSY', 'SQLITE_LOCKED'];

const isOneOf = (code: string, codes: readonly string[]): boolean =>
  codes.some((known) => code === known || (known.startsWith('SQLITE_') && code.startsWith(`${known}_`)));

/**
 * What a failure of the database or its file means to a caller: STORAGE_FULL, STORAGE_NOT_WRITABLE, or INTERNAL where
 * the file is damaged or held by another program. Other errors come back as they are.
 */
export const toStorageError = (error: unknown, places: StoragePlaces): unknown => {
  if (error instanceof DomainError || error instanceof MisuseError) return error;
  const code = codeOf(error);
  const options = { metadata: { path: places.path, backup_dir: places.backupDir, code }, cause: error };
  if (isOneOf(code, FULL)) {
    return new DomainError(
      'STORAGE_FULL',
      `The database ${places.path} could not be written (${code}); nothing was changed. Free space on its disk, check the disk, then try again.`,
      options,
    );
  }
  if (isOneOf(code, NOT_WRITABLE)) {
    return new DomainError(
      'STORAGE_NOT_WRITABLE',
      `The database ${places.path} or its backup folder ${places.backupDir} cannot be opened for writing (${code}). Make the folders and the file writable for this user, or choose another data folder.`,
      options,
    );
  }
  if (isOneOf(code, DAMAGED)) {
    return new DomainError(
      'INTERNAL',
      `The database ${places.path} is damaged or is no SQLite database (${code}). Stop the core, keep a copy of the file, and put the newest copy from ${places.backupDir} in its place.`,
      options,
    );
  }
  if (isOneOf(code, BUSY)) {
    return new DomainError(
      'INTERNAL',
      `The database ${places.path} is held by another program (${code}); nothing was changed. Close that program, then try again.`,
      options,
    );
  }
  return error;
};

/** Whether the read-only connection was asked to write. */
export const isWriteInRead = (error: unknown): boolean => codeOf(error) === 'SQLITE_READONLY';
