import type { Dirent, Stats } from 'node:fs';
import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { readFolderFile } from './read-folder-file.ts';
import type { SourceFile, SourceFinding } from './skill-folder.ts';
import { below, byName, isSkillFile, type SourceTree } from './source-tree.ts';
import { reasonOf, unreadableFile } from './unreadable-file.ts';

const PERMISSION_BITS = 0o7777;
/** What git and a sync keep in a working tree is no part of a skill. */
const SKIPPED_NAMES: ReadonlySet<string> = new Set(['.git', '.tmws-sync']);
/** Installed packages, which bring skills of others; within a skill they are its files. */
const PACKAGES_NAME = 'node_modules';
/** Folders of skills of their own, which no link within leaves. */
const SKILLS_OF_AGENT = /^(?:\.claude|\.agents)\/skills(?=\/)/;

const fileOf = (path: string, location: string, { mode, size }: Stats): SourceFile => ({
  path,
  mode: mode & PERMISSION_BITS,
  size,
  read: (limit) => readFolderFile(location, limit),
});

const isOutside = (folder: string, target: string): boolean => {
  const place = relative(folder, target);
  return place === '..' || place.startsWith(`..${sep}`) || place === target;
};

/** Whether the way from a link to its target goes up and then into what is hidden, as `../.env`. */
const isHiddenElsewhere = (location: string, target: string): boolean => {
  const way = relative(dirname(location), target).split(sep);
  return way[0] === '..' && way.some((part) => part.startsWith('.') && part !== '..');
};

interface Place {
  readonly location: string;
  readonly path: string;
  readonly name: string;
  readonly isInSkill: boolean;
}

/** Walks one root. Paths that leave it are never opened. */
class Walk {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  async folder({ location, path, name, isInSkill }: Place): Promise<SourceTree> {
    const files: SourceFile[] = [];
    const folders: SourceTree[] = [];
    const findings: SourceFinding[] = [];
    const leftOut: string[] = [];
    const entries = await readdir(location, { withFileTypes: true }).catch((error: unknown) => {
      findings.push(unreadableFile(path, error));
      return undefined;
    });
    const isSkill = isInSkill || entries?.some((entry) => isSkillFile(entry.name)) === true;
    for (const entry of entries?.filter((candidate) => !SKIPPED_NAMES.has(candidate.name)).sort(byName) ?? []) {
      const place = { location: join(location, entry.name), path: below(path, entry.name), name: entry.name };
      if (entry.isDirectory() && entry.name === PACKAGES_NAME && !isSkill) leftOut.push(place.path);
      else if (entry.isDirectory()) folders.push(await this.folder({ ...place, isInSkill: isSkill }));
      else {
        const found = await this.#entry(entry, place.location, place.path);
        if ('code' in found) findings.push(found);
        else files.push(found);
      }
    }
    return { name, path, files, folders, findings, leftOut, isReadable: entries !== undefined };
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
    const skipped = (text: string, code: SourceFinding['code'] = 'symlink_skipped'): SourceFinding => ({
      code,
      severity: 'warning',
      file: path,
      text,
      done: 'Not followed.',
    });
    const target = await realpath(location).catch((error: unknown) => new Error(reasonOf(error)));
    if (target instanceof Error) return skipped(`The symbolic link leads nowhere (${target.message}).`);
    const boundary = join(this.#root, SKILLS_OF_AGENT.exec(path)?.[0] ?? '');
    if (isOutside(boundary, target)) {
      return skipped('The symbolic link leads out of the folder that is imported.', 'symlink_escapes');
    }
    if (isHiddenElsewhere(location, target)) {
      return skipped('The symbolic link leads to a hidden file outside of its folder.', 'symlink_escapes');
    }
    const status = await stat(target);
    if (status.isDirectory()) return skipped('The symbolic link leads to a folder.');
    return status.isFile() ? fileOf(path, target, status) : skipped('The symbolic link leads to no file.');
  }
}

/**
 * Reads the tree of a folder without opening a file: names, sizes, modes. Follows no link out of it, and none to a
 * folder; leaves out `.git` and `.tmws-sync`, and `node_modules` but within a skill. Everything is in the order of its name.
 */
export const walkFolder = async (folder: string): Promise<SourceTree> => {
  const root = await realpath(folder);
  return new Walk(root).folder({ location: root, path: '', name: '', isInSkill: false });
};
