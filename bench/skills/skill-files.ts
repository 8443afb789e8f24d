import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** Whether a file of this name makes its folder a skill. */
export const isSkillFile = (name: string): boolean => name.toLowerCase() === 'skill.md';

/** Whether it is a link that leads to a file; a few of the corpus lead nowhere. */
const isLinkToFile = async (entry: Dirent): Promise<boolean> => {
  if (!entry.isSymbolicLink()) return false;
  const target = await stat(path.join(entry.parentPath, entry.name)).catch(() => undefined);
  return target?.isFile() === true;
};

/**
 * The files of a skill, links to files included, without those of skills nested in it: what an import must keep. Paths
 * below the folder, with slashes.
 */
export const skillFilesBelow = async (folder: string, below = ''): Promise<readonly string[]> => {
  const entries = await readdir(path.join(folder, below), { withFileTypes: true });
  if (below !== '' && entries.some((entry) => isSkillFile(entry.name))) return [];
  const files: string[] = [];
  for (const entry of entries) {
    if (entry.isFile() || (await isLinkToFile(entry))) files.push(path.posix.join(below, entry.name));
  }
  const folders = entries.filter((entry) => entry.isDirectory() && entry.name !== '.git');
  return [
    ...files,
    ...(await Promise.all(folders.map((entry) => skillFilesBelow(folder, path.posix.join(below, entry.name))))).flat(),
  ];
};
