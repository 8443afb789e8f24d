import type { Pattern } from '@tmws/domain';
import { canonicalJson } from '../canonical-json.ts';
import type { Store, StoredSkillFile } from '../ports/store.ts';

const SKILL_FILE = 'skill.md';

/** Whether a file of that path is a skill file, in whatever spelling. */
export const isSkillFile = (path: string): boolean => path.toLowerCase() === SKILL_FILE;

/** SKILL.md, else the first of its other spellings, as an import chooses. */
export const skillFileOf = (files: readonly StoredSkillFile[]): StoredSkillFile | undefined =>
  files.find(({ path }) => path === 'SKILL.md') ?? files.find(({ path }) => isSkillFile(path));

/** Whether a pattern, now or at a revision, says what its files say. */
export const isUnchanged = async (store: Store, pattern: Pattern): Promise<boolean> => {
  if (pattern.revision === 1) return true;
  const first = await store.revisions.find(pattern.id, 1);
  return (
    first?.content !== undefined && canonicalJson(first.content.patternData) === canonicalJson(pattern.patternData)
  );
};
