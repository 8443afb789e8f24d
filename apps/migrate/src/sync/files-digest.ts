import { createHash } from 'node:crypto';
import type { ItemFile } from '../export/item-state.ts';

const PERMISSION_BITS = 0o777;

/** Unix permission bits as they are compared; 0 where the system has none. */
export const comparedMode = (mode: number): number => (process.platform === 'win32' ? 0 : mode & PERMISSION_BITS);

/** SHA-256 in hexadecimal over the paths, modes and contents of a skill's files, whatever their order. */
export const filesDigest = (files: readonly Pick<ItemFile, 'path' | 'mode' | 'sha256'>[]): string => {
  const hash = createHash('sha256');
  for (const { path, mode, sha256 } of files.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    hash.update(`${JSON.stringify(path)} ${comparedMode(mode).toString(8)} ${sha256}\n`);
  }
  return hash.digest('hex');
};
