import type { Caller } from '@tmws/domain';
import { exportSkills } from '@tmws/engine';
import { pathFindings, type SkillVerdict } from '@tmws/skills';
import type { SkillToValidate } from '../../mappers/skill-validation.ts';
import type { CoreEngine } from '../service-context.ts';
import { createSkillRenderer } from './create-skill-renderer.ts';

/** What the official validator looks for, in its order. */
const SKILL_FILES = ['SKILL.md', 'skill.md'];

const validatePattern = async (engine: CoreEngine, caller: Caller, patternId: string): Promise<SkillVerdict> => {
  const renderer = createSkillRenderer();
  const asked = { patternIds: [patternId], namespace: undefined, agentId: undefined, asAdmin: false } as const;
  const findings: SkillVerdict['findings'][number][] = [];
  let valid = false;
  for await (const skill of exportSkills(engine, caller, { ...asked, form: 'PORTABLE', renderer })) {
    const skillFile = await skill.files.find(({ file }) => SKILL_FILES.includes(file.path))?.content();
    const verdict = await engine.skillParser.validate({ folderName: skill.name, skillFile });
    valid = verdict.valid;
    findings.push(...verdict.findings, ...skill.findings);
  }
  return { valid, findings };
};

/**
 * Judges a skill by the official rules: a folder that is not stored, or what a portable export of a pattern would hold.
 * Stores nothing.
 *
 * @throws DomainError PATTERN_NOT_FOUND
 */
export const validateSkillOf = async (
  engine: CoreEngine,
  caller: Caller,
  asked: SkillToValidate,
): Promise<SkillVerdict> => {
  if (asked.kind === 'pattern') return validatePattern(engine, caller, asked.patternId);
  const { folderName, skillFile, paths } = asked;
  // A folder that lists its files says by them whether it has the one.
  const isListed = paths.length === 0 || paths.some((path) => SKILL_FILES.includes(path));
  const verdict = await engine.skillParser.validate({ folderName, skillFile: isListed ? skillFile : undefined });
  return { valid: verdict.valid, findings: [...verdict.findings, ...pathFindings(paths)] };
};
