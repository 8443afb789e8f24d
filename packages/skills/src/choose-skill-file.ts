import type { SkillFile } from '@tmws/domain';
import type { FindingList } from './finding-list.ts';

const SKILL_FILE = 'SKILL.md';

/** The skill file of a folder: `SKILL.md`, else the first of its other spellings. Undefined where there is none. */
export const chooseSkillFile = (files: readonly SkillFile[], findings: FindingList): SkillFile | undefined => {
  const found = files
    .filter((file) => file.path.toLowerCase() === SKILL_FILE.toLowerCase())
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const chosen = found.find((file) => file.path === SKILL_FILE) ?? found[0];
  if (chosen === undefined) return undefined;
  if (found.length > 1) {
    findings.add('several_skill_files', {
      file: chosen.path,
      text: `The folder holds ${found.map((file) => file.path).join(' and ')}.`,
      done: `Read ${chosen.path}; the others are kept as files.`,
    });
  }
  if (chosen.path !== SKILL_FILE) {
    findings.add('skill_file_name', {
      file: chosen.path,
      text: `The skill file is named ${chosen.path}; many tools look for ${SKILL_FILE} only.`,
      done: 'Read it.',
    });
  }
  return chosen;
};
