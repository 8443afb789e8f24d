import { realpath, stat } from 'node:fs/promises';
import { basename, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findSkills, findSkipped } from './find-skills.ts';
import type { SkillSource } from './skill-folder.ts';
import { SourceError } from './source-error.ts';
import { walkFolder } from './walk-folder.ts';

/**
 * The root as it is named to the core: as typed, with `/` and without a closing one, so that `migrated_from` reads as
 * found. A root without a name of its own, as `.`, is named in full.
 */
export const rootName = (typed: string): string => {
  const path = typed
    .replaceAll(sep, '/')
    .replace(/^(?:\.\/+)+/, '')
    .replace(/\/+$/, '');
  return ['', '.', '..'].includes(basename(path)) ? resolve(typed).replaceAll(sep, '/') : path;
};

/**
 * Finds the skills of a folder; opens no file.
 *
 * @throws SourceError when there is no such folder.
 */
export const readSkillSource = async (typed: string): Promise<SkillSource> => {
  const status = await stat(typed).catch(() => undefined);
  if (status?.isDirectory() !== true) throw new SourceError(`No ${typed} directory found`, { path: typed });
  const tree = await walkFolder(typed);
  const key = pathToFileURL(await realpath(typed)).href;
  return { root: rootName(typed), key, skills: findSkills(tree), skipped: findSkipped(tree) };
};
