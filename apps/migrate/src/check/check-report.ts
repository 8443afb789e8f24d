import { type Finding, FindingSeverity, SkillImportAction } from '@tmws/contract';
import { enumText, plainLine } from '@tmws/terminal';
import { findingJson } from '../output/finding-json.ts';
import { type CheckedSkill, placeOfSkillFile } from './check-source.ts';
import type { FixedFile } from './fix-skills.ts';

/** What a check of all roots found. */
export interface CheckReport {
  readonly skills: readonly CheckedSkill[];
  /** Sentences on what is no skill. */
  readonly skipped: readonly string[];
  /** What was put right before. */
  readonly fixed: readonly FixedFile[];
  /** Whether warnings count as errors. */
  readonly isStrict: boolean;
}

/** Path of what a finding is about, as one types it. */
export const placeOf = (skill: CheckedSkill, { file }: Finding): string =>
  placeOfSkillFile(file === '' ? skill : { ...skill, skillFile: file });

/** Whether the safety scan found something that nobody has let pass. */
const isHeldBack = ({ action, findings }: CheckedSkill): boolean =>
  action === SkillImportAction.QUARANTINED || findings.some(({ ruleId }) => ruleId !== '');

/** Whether a skill passes: nothing to refuse, nothing for the safety scan to set aside, no rule of the standard broken. */
export const passes = (skill: CheckedSkill, isStrict: boolean): boolean => {
  const worst = Math.max(FindingSeverity.UNSPECIFIED, ...skill.findings.map(({ severity }) => severity));
  const most = isStrict ? FindingSeverity.INFO : FindingSeverity.WARNING;
  return skill.isValid && !isHeldBack(skill) && skill.action !== SkillImportAction.REFUSED && worst <= most;
};

const failing = ({ skills, isStrict }: CheckReport): readonly CheckedSkill[] =>
  skills.filter((skill) => !passes(skill, isStrict));

/** Whether every skill passes. */
export const allPass = (report: CheckReport): boolean => failing(report).length === 0;

/** What `--json` prints. */
export const checkJson = (report: CheckReport): object => ({
  passed: allPass(report),
  skills: report.skills.map((skill) => ({
    root: skill.root,
    path: skill.path,
    passed: passes(skill, report.isStrict),
    valid: skill.isValid,
    action: enumText(SkillImportAction, skill.action),
    findings: skill.findings.map(findingJson),
  })),
  fixed: report.fixed.map(({ path, done }) => ({ path, done })),
  skipped: report.skipped,
});

const findingLine = (skill: CheckedSkill, finding: Finding): string => {
  const where = finding.line === undefined ? placeOf(skill, finding) : `${placeOf(skill, finding)}:${finding.line}`;
  return plainLine(`${where}: ${enumText(FindingSeverity, finding.severity)} ${finding.code}: ${finding.text}`);
};

const shown = ({ severity }: Finding): boolean => severity !== FindingSeverity.INFO;

const countOf = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

/** The findings one to a line, as compilers write them, then how many skills pass. */
export const checkText = (report: CheckReport): string => {
  const { skills, skipped, fixed } = report;
  const lines = skills.flatMap((skill) => skill.findings.filter(shown).map((finding) => findingLine(skill, finding)));
  const notes = skills.flatMap(({ findings }) => findings).filter((finding) => !shown(finding)).length;
  const failed = failing(report).length;
  return [
    ...skipped.map(plainLine),
    ...fixed.map(({ path, done }) => plainLine(`${path}: fixed: ${done}`)),
    ...lines,
    ...(lines.length > 0 ? [''] : []),
    ...(skills.length === 0
      ? ['No skills found.']
      : [`${countOf(skills.length, 'skill')}: ${skills.length - failed} pass, ${failed} do not.`]),
    ...(notes > 0 ? [`${countOf(notes, 'note')} besides; --json has them.`] : []),
  ].join('\n');
};
