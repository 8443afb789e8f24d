import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, realpathSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import type { Config } from './config.ts';
import { ConfigError } from './config-error.ts';

/** The longest path of a socket that every system takes, in bytes (macOS: 104 with the closing zero). */
const LONGEST_SOCKET_PATH = 103;
const HASH_CHARACTERS = 12;
const SOCKET_NAME_BYTES = '/'.length + HASH_CHARACTERS + '.sock'.length;
const OPEN_TO_OTHERS = 0o077;

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

const fits = (folder: string): boolean => Buffer.byteLength(folder) + SOCKET_NAME_BYTES <= LONGEST_SOCKET_PATH;

/**
 * The folder for sockets: `tmws` in `XDG_RUNTIME_DIR`, or `tmws-<user id>` in the folder for temporary files where that
 * variable names no folder or one whose path is too long for a socket.
 */
export const runtimeDirectory = (config: Config): string => {
  const given = config.environment.XDG_RUNTIME_DIR;
  if (given !== undefined && isAbsolute(given) && isFolder(given) && fits(join(given, 'tmws'))) {
    return join(given, 'tmws');
  }
  const name = `tmws-${process.getuid?.() ?? 'user'}`;
  const temporary = join(tmpdir(), name);
  return fits(temporary) ? temporary : join('/tmp', name);
};

/**
 * Makes the folder for sockets, for this user alone (0700), if it is not there, and checks that it is safe.
 *
 * @throws ConfigError when it belongs to another user, is open to others, is no folder, or cannot be made: a stranger
 * could otherwise put a socket of theirs in our place.
 */
export const ensureRuntimeDirectory = (config: Config): string => {
  const folder = runtimeDirectory(config);
  const advice = 'Remove it, or set XDG_RUNTIME_DIR to a folder of your own';
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigError('XDG_RUNTIME_DIR', `The folder for sockets ${folder} cannot be made (${reason}). ${advice}.`);
  }
  if (process.platform === 'win32') return folder;
  const status = lstatSync(folder);
  const isOurs = status.isDirectory() && status.uid === process.getuid?.();
  if (!isOurs || (status.mode & OPEN_TO_OTHERS) !== 0) {
    throw new ConfigError(
      'XDG_RUNTIME_DIR',
      `The folder for sockets ${folder} is not a folder of this user alone (mode 0700). ${advice}.`,
    );
  }
  return folder;
};

/**
 * Path of the socket of a data folder's core: short, and the same for every name of the same folder. The data folder
 * must exist.
 */
export const socketPath = (config: Config): string => {
  const hash = createHash('sha256').update(realpathSync(config.dataDir)).digest('hex').slice(0, HASH_CHARACTERS);
  return join(runtimeDirectory(config), `${hash}.sock`);
};
