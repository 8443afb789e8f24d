import { realpath, stat } from 'node:fs/promises';
import { basename, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { SkillSource } from './skill-folder.ts';
import { SourceError } from './source-error.ts';
import { splitSource } from './split-source.ts';
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
 * Finds the skills of a folder or archive; of a folder it opens no file but the manifest of a plugin. A project has a
 * source for each of its folders of skills.
 *
 * @throws SourceError when there is no such folder or archive; ArchiveError when an archive is damaged or too large
 */
export const readSkillSources = async (typed: string): Promise<readonly SkillSource[]> => {
  const status = await stat(typed).catch(() => undefined);
  if (status === undefined) throw new SourceError(`No ${typed} directory found`, { path: typed });
  const root = rootName(typed);
  const prefix = /^(?:\.\/*)+$/.test(typed.replaceAll(sep, '/')) && resolve(typed) === resolve('.') ? '' : `${root}/`;
  const name = { root, prefix, key: pathToFileURL(await realpath(typed)).href };
  if (status.isDirectory()) return splitSource(await walkFolder(typed), name);
  const { readArchive } = await import('./archive/read-archive.ts');
  const { archiveSkills } = await import('./archive/archive-skills.ts');
  const tree = status.isFile() ? await readArchive(typed) : undefined;
  if (tree === undefined) {
    throw new SourceError(`No ${typed} directory found; it is a file, and neither a zip nor a tar archive`, {
      path: typed,
    });
  }
  const sources = await splitSource(tree, name);
  return sources.map((source) => ({ ...source, skills: archiveSkills(typed, source.skills) }));
};
