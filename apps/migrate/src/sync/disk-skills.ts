import { createHash } from 'node:crypto';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ItemFile } from '../export/item-state.ts';
import { readSkillSources } from '../sources/read-skill-sources.ts';
import type { ReadFile, SkillFolder, SkillSource, SourceFile } from '../sources/skill-folder.ts';
import { filesDigest } from './files-digest.ts';

/** A skill of the synced folder. */
export interface DiskSkill {
  /** Of its folder, below the synced one, `/` between parts; empty: the synced folder itself. */
  readonly path: string;
  readonly source: SkillSource;
  readonly skill: SkillFolder;
  /** Over its files, as `filesDigest` gives it. */
  readonly digest: string;
}

/** What the synced folder holds. */
export interface DiskState {
  readonly skills: readonly DiskSkill[];
  /** Whether every folder could be looked into, so that what is not here is gone. */
  readonly isWhole: boolean;
  /** Sentences on what is no skill. */
  readonly skipped: readonly string[];
}

/** A file as digests see it. */
export type FileState = Pick<ItemFile, 'path' | 'mode' | 'sha256'>;

/** Bytes of a file that are read at most; a skill with more is refused anyway. */
export const MOST_BYTES = 64 * 1024 * 1024;

/** A file that cannot be read differs from each that can. */
const unreadable = (path: string): FileState => ({ path, mode: 0, sha256: '' });

/** A file that was read, as digests see it. */
export const stateOf = (path: string, { content, mode }: ReadFile): FileState => ({
  path,
  mode,
  sha256: createHash('sha256').update(content).digest('hex'),
});

const readState = async ({ path, read }: SourceFile): Promise<FileState> =>
  read(MOST_BYTES).then(
    (file) => stateOf(path, file),
    () => unreadable(path),
  );

const digestOf = async ({ files }: SkillFolder): Promise<string> => {
  const states: FileState[] = [];
  for (const file of files) states.push(await readState(file));
  return filesDigest(states);
};

/** Reads what the folder holds now. @throws SourceError where it is gone */
export const readDisk = async (typed: string, root: string): Promise<DiskState> => {
  const sources = await readSkillSources(typed);
  const skills: DiskSkill[] = [];
  for (const source of sources) {
    for (const skill of source.skills) {
      const place = relative(root, join(fileURLToPath(source.key), skill.path));
      skills.push({ path: place.replaceAll(sep, '/'), source, skill, digest: await digestOf(skill) });
    }
  }
  return {
    skills,
    isWhole: sources.every(({ isWhole }) => isWhole),
    skipped: sources.flatMap(({ skipped }) => skipped),
  };
};

/** A skill that keeps in mind what is read of it: the digest is of the bytes that were sent, whatever lies there then. */
export const recorded = (skill: SkillFolder): { readonly skill: SkillFolder; readonly digest: () => string } => {
  const states = new Map<string, FileState>();
  const files = skill.files.map((file) => ({
    ...file,
    read: async (limit: number) => {
      const read = await file.read(limit);
      states.set(file.path, stateOf(file.path, read));
      return read;
    },
  }));
  return {
    skill: { ...skill, files },
    digest: () => filesDigest(skill.files.map(({ path }) => states.get(path) ?? unreadable(path))),
  };
};
