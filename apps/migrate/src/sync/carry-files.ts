import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { SkillFolder } from '../sources/skill-folder.ts';
import { isSkillFile } from '../sources/source-tree.ts';
import { type FileState, MOST_BYTES, stateOf } from './disk-skills.ts';

/** Copies what lies beside the SKILL.md of a skill to another folder; gives what it copied. */
export const carryFiles = async ({ files }: SkillFolder, location: string): Promise<readonly FileState[]> => {
  const carried: FileState[] = [];
  for (const { path, read } of files.filter((file) => !isSkillFile(file.path))) {
    const file = await read(MOST_BYTES);
    const place = join(location, path);
    await mkdir(dirname(place), { recursive: true });
    await writeFile(place, file.content, { flag: 'wx' });
    await chmod(place, file.mode);
    carried.push(stateOf(path, file));
  }
  return carried;
};
