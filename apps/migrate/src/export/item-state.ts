import { createHash } from 'node:crypto';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One file of an exported item. */
export interface ItemFile {
  /** Below the item, `/` between parts; empty: the item is this file. */
  readonly path: string;
  readonly size: number;
  /** Unix permission bits. */
  readonly mode: number;
  /** SHA-256 of the content, lower-case hexadecimal. */
  readonly sha256: string;
}

const PERMISSION_BITS = 0o777;

/** Undefined where it cannot be read. */
const fileAt = async (location: string, path: string): Promise<ItemFile | undefined> => {
  const content = await readFile(location).catch(() => undefined);
  if (content === undefined) return undefined;
  const { mode } = await lstat(location);
  const sha256 = createHash('sha256').update(content).digest('hex');
  return { path, size: content.length, mode: mode & PERMISSION_BITS, sha256 };
};

const filesBelow = async (location: string, path: string): Promise<readonly ItemFile[] | undefined> => {
  const files: ItemFile[] = [];
  for (const entry of await readdir(location, { withFileTypes: true })) {
    const inside = path === '' ? entry.name : `${path}/${entry.name}`;
    const place = join(location, entry.name);
    const file = entry.isFile() ? await fileAt(place, inside) : undefined;
    const below = entry.isDirectory() ? await filesBelow(place, inside) : file && [file];
    if (below === undefined) return undefined;
    files.push(...below);
  }
  return files;
};

/**
 * What lies at a place: the files of a folder, or a file; `none` where nothing does, `foreign` where something does that
 * no export writes, as a link, or what cannot be read.
 */
export const itemState = async (location: string): Promise<readonly ItemFile[] | 'none' | 'foreign'> => {
  const status = await lstat(location).catch(() => undefined);
  if (status === undefined) return 'none';
  if (status.isDirectory()) return (await filesBelow(location, '')) ?? 'foreign';
  const file = status.isFile() ? await fileAt(location, '') : undefined;
  return file === undefined ? 'foreign' : [file];
};

/** Whether both hold the same files, bytes and modes; without modes where the system has none. */
export const isSameState = (a: readonly ItemFile[], b: readonly ItemFile[]): boolean => {
  const keyOf = ({ path, mode, sha256 }: ItemFile): string =>
    JSON.stringify([path, process.platform === 'win32' ? 0 : mode, sha256]);
  const keys = new Set(a.map(keyOf));
  return a.length === b.length && b.every((file) => keys.has(keyOf(file)));
};
