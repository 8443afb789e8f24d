import type { SkillRenderer } from '@tmws/engine';
import { createNameList, renderSkill } from '@tmws/skills';

/** Renders the skills of one answer, each under a name of its own. */
export const createSkillRenderer = (): SkillRenderer => {
  const names = createNameList();
  return { render: (skill) => renderSkill(skill, names) };
};
