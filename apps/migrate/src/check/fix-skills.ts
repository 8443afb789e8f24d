import { chmod, lstat, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { folderName, type SkillSource } from '../sources/skill-folder.ts';
import { type CheckedSkill, placeOfSkillFile } from './check-source.ts';
import { fixSkillText } from './fix-skill-text.ts';

/** A file that was put right. */
export interface FixedFile {
  /** As one types it. */
  readonly path: string;
  /** What was done, a sentence's end. */
  readonly done: string;
}

const isUtf8 = (content: Buffer): boolean => Buffer.from(content.toString('utf8')).equals(content);

/** Writes a file whole, with the permissions that it has. */
const replaceText = async (location: string, text: string): Promise<void> => {
  const { mode } = await stat(location);
  const beside = join(dirname(location), `.tmws-fix-${process.pid}`);
  try {
    await writeFile(beside, text, { flag: 'wx' });
    // Not when it is made, where the mask of the process takes bits away.
    await chmod(beside, mode);
    await rename(beside, location);
  } finally {
    await rm(beside, { force: true });
  }
};

const fixSkill = async (folder: string, skill: CheckedSkill): Promise<FixedFile | undefined> => {
  const location = join(folder, skill.path, skill.skillFile);
  const status = await lstat(location).catch(() => undefined);
  // Behind a link lies a file of somebody else's.
  if (status?.isFile() !== true) return undefined;
  const content = await readFile(location);
  if (!isUtf8(content)) return undefined;
  const codes = new Set(skill.findings.map(({ code }) => code));
  const request = { text: content.toString('utf8'), folderName: folderName(skill, skill.root), codes };
  const { text, done } = fixSkillText(request);
  if (done.length > 0) await replaceText(location, text);
  const isMisnamed = codes.has('skill_file_name') && !codes.has('several_skill_files');
  if (isMisnamed) await rename(location, join(dirname(location), 'SKILL.md'));
  const all = isMisnamed ? [...done, 'renamed to SKILL.md'] : done;
  return all.length === 0 ? undefined : { path: placeOfSkillFile(skill), done: all.join(', ') };
};

/** Puts right what is safe to put right in the skills of a folder; an archive is left as it is. */
export const fixSkills = async (
  source: SkillSource,
  skills: readonly CheckedSkill[],
): Promise<readonly FixedFile[]> => {
  const folder = fileURLToPath(source.key);
  if (!(await stat(folder)).isDirectory()) return [];
  const fixed: FixedFile[] = [];
  for (const skill of skills) {
    const file = await fixSkill(folder, skill);
    if (file !== undefined) fixed.push(file);
  }
  return fixed;
};
