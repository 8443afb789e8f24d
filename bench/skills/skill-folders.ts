import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { SkillFile, SkillFolder } from '@tmws/domain';
import { isSkillFile, skillFilesBelow } from './skill-files.ts';

const ARCHIVE = join(import.meta.dirname, '..', '..', '..', 'shared', 'corpus', 'skills.tar.xz');

/** The real skills, unpacked; gone when disposed of. */
export interface UnpackedCorpus extends Disposable {
  readonly path: string;
}

/**
 * Unpacks `../shared/corpus` into a temporary folder.
 *
 * @throws Error where it is not there
 */
export const unpackCorpus = (): UnpackedCorpus => {
  if (!existsSync(ARCHIVE)) throw new Error('There are no skills to read. Put ../shared/corpus beside the repository.');
  const path = mkdtempSync(join(tmpdir(), 'tmws-skills-'));
  execFileSync('tar', ['-xJf', ARCHIVE, '-C', path]);
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
};

/** Every folder below a root that has a skill file, in the order of their paths. */
export const skillPathsBelow = (root: string): readonly string[] => {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true });
  const folders = entries.filter(({ name }) => isSkillFile(name)).map(({ parentPath }) => relative(root, parentPath));
  return [...new Set(folders)].toSorted();
};

/** A skill folder with all its files, as an import reads it. */
export const readSkillFolder = async (root: string, path: string): Promise<SkillFolder> => {
  const names = await skillFilesBelow(join(root, path));
  const files = names.map((name): SkillFile => {
    const file = join(root, path, name);
    return { path: name, mode: statSync(file).mode & 0o777, content: readFileSync(file) };
  });
  return { root: '', path, files };
};

/** SHA-256 in hexadecimal digits. */
export const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');
