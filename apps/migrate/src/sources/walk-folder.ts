import type { Dirent, Stats } from 'node:fs';
import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { SourceFile, SourceFinding } from './skill-folder.ts';
import { reasonOf, unreadableFile } from './unreadable-file.ts';

/** A folder with what it holds, as the walk found it. */
export interface WalkedFolder {
  /** Name of the folder. */
  readonly name: string;
  /** Path below the root, `/` between parts; empty: the root. */
  readonly path: string;
  /** Files with their paths below the root. */
  readonly files: readonly SourceFile[];
  readonly folders: readonly WalkedFolder[];
  /** Findings with files below the root. */
  readonly findings: readonly SourceFinding[];
}

const PERMISSION_BITS = 0o7777;
/** What git keeps in a working tree is no part of a skill. */
const SKIPPED_NAME = '.git';

const below = (path: string, name: string): string => (path === '' ? name : `${path}/${name}`);

const byName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : 0;

const fileOf = (path: string, location: string, { mode, size }: Stats): SourceFile => ({
  path,
  location,
  mode: mode & PERMISSION_BITS,
  size,
});

/** Walks one root. Paths that leave it are never opened. */
class Walk {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  async folder(location: string, path: string, name: string): Promise<WalkedFolder> {
    const files: SourceFile[] = [];
    const folders: WalkedFolder[] = [];
    const findings: SourceFinding[] = [];
    const entries = await readdir(location, { withFileTypes: true }).catch((error: unknown) => {
      findings.push(unreadableFile(path, error));
      return [];
    });
    for (const entry of entries.filter((candidate) => candidate.name !== SKIPPED_NAME).sort(byName)) {
      const inside = below(path, entry.name);
      if (entry.isDirectory()) {
        folders.push(await this.folder(join(location, entry.name), inside, entry.name));
        continue;
      }
      const found = await this.#entry(entry, join(location, entry.name), inside);
      if ('code' in found) findings.push(found);
      else files.push(found);
    }
    return { name, path, files, folders, findings };
  }

  async #entry(entry: Dirent, location: string, path: string): Promise<SourceFile | SourceFinding> {
    try {
      if (entry.isSymbolicLink()) return await this.#link(location, path);
      const status = await lstat(location);
      if (status.isFile()) return fileOf(path, location, status);
      return {
        code: 'special_file_skipped',
        severity: 'warning',
        file: path,
        text: 'It is neither a file nor a folder.',
        done: 'Left out.',
      };
    } catch (error) {
      return unreadableFile(path, error);
    }
  }

  /** A link to a file below the root is read as that file; every other link is told of and not followed. */
  async #link(location: string, path: string): Promise<SourceFile | SourceFinding> {
    const skipped = (text: string): SourceFinding => ({
      code: 'symlink_skipped',
      severity: 'warning',
      file: path,
      text,
      done: 'Not followed.',
    });
    const target = await realpath(location).catch((error: unknown) => new Error(reasonOf(error)));
    if (target instanceof Error) return skipped(`The symbolic link leads nowhere (${target.message}).`);
    const place = relative(this.#root, target);
    if (place === '..' || place.startsWith(`..${sep}`) || place === target) {
      return {
        code: 'symlink_escapes',
        severity: 'warning',
        file: path,
        text: 'The symbolic link leads out of the folder that is imported.',
        done: 'Not followed.',
      };
    }
    const status = await stat(target);
    if (status.isDirectory()) return skipped('The symbolic link leads to a folder.');
    return status.isFile() ? fileOf(path, target, status) : skipped('The symbolic link leads to no file.');
  }
}

/**
 * Reads the tree of a folder without opening a file: names, sizes, modes. Follows no link out of it, and none to a
 * folder; leaves out `.git`. Everything is in the order of its name.
 */
export const walkFolder = async (folder: string): Promise<WalkedFolder> => {
  const root = await realpath(folder);
  return new Walk(root).folder(root, '', '');
};
