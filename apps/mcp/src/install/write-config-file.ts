import { constants } from 'node:fs';
import { copyFile, mkdir, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

const NEW_FILE_MODE = 0o600;
const PERMISSION_BITS = 0o777;

const isMissing = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';

/** Configurations of clients that keep their history in them have some megabytes. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * The text of a file; empty: there is none.
 *
 * @throws Error for what is no file, such as a pipe, whose reading would not end, or is too large to be a configuration
 */
export const readConfigFile = async (path: string): Promise<string> => {
  try {
    const status = await stat(path);
    if (!status.isFile()) throw new Error('it is no file');
    if (status.size > MOST_BYTES) throw new Error(`it has more than ${MOST_BYTES} bytes`);
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return '';
    throw error;
  }
};

/** The first free name of a copy beside the file. */
const copyBeside = async (path: string): Promise<string> => {
  for (let number = 1; ; number += 1) {
    const copy = number === 1 ? `${path}.backup` : `${path}.backup-${number}`;
    try {
      await copyFile(path, copy, constants.COPYFILE_EXCL);
      return copy;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
};

/**
 * Replaces a file at once, whole, with its permissions; through a link, the file that it leads to. Makes its folder
 * where there is none.
 *
 * @returns path of the copy of what was there; undefined: there was nothing
 * @throws Error of the file system; the file is as it was then
 */
export const replaceConfigFile = async (path: string, text: string): Promise<string | undefined> => {
  await mkdir(dirname(path), { recursive: true });
  const target = await realpath(path).catch(() => path);
  const status = await stat(target).catch(() => undefined);
  const backup = status === undefined ? undefined : await copyBeside(target);
  const beside = `${target}.tmws-${process.pid}`;
  try {
    const handle = await open(beside, 'wx', status === undefined ? NEW_FILE_MODE : status.mode & PERMISSION_BITS);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, target);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
  return backup;
};
