import type { ValidateSkillRequest, ValidateSkillResponse } from '@tmws/contract';
import { type FieldViolation, invalidFields, LIMITS, type SkillFinding, textViolations } from '@tmws/domain';
import { everyFieldIsRead } from './every-field.ts';
import { toFinding } from './finding.ts';

const LONGEST_FOLDER_NAME = 1_024;
const LARGEST_SKILL_FILE = 1_048_576;

/** Which skill ValidateSkill asks about: a pattern, or a folder that is not stored. */
export type SkillToValidate =
  | { readonly kind: 'pattern'; readonly patternId: string }
  | {
      readonly kind: 'folder';
      readonly folderName: string;
      /** Undefined: it has none. */
      readonly skillFile: Uint8Array | undefined;
      readonly paths: readonly string[];
    };

const tooMany = (field: string, count: number, most: number, unit: string): readonly FieldViolation[] =>
  count <= most ? [] : [{ field, description: `${field} has ${count} ${unit}; at most ${most} are allowed.` }];

/** Which skill is to be judged. @throws DomainError INVALID_FIELD */
export const fromValidateSkillRequest = ({ subject, ...unread }: ValidateSkillRequest): SkillToValidate => {
  everyFieldIsRead(unread);
  if (subject === undefined) {
    throw invalidFields([{ field: 'subject', description: 'Name a pattern_id, or give a skill.' }]);
  }
  if (subject.$case === 'patternId') return { kind: 'pattern', patternId: subject.value };
  const { folderName, skillMd, filePaths, ...rest } = subject.value;
  everyFieldIsRead(rest);
  const violations = [
    ...textViolations('skill.folder_name', folderName, LONGEST_FOLDER_NAME),
    ...tooMany('skill.skill_md', skillMd.length, LARGEST_SKILL_FILE, 'bytes'),
    ...tooMany('skill.file_paths', filePaths.length, LIMITS.skillFiles, 'paths'),
  ];
  if (violations.length > 0) throw invalidFields(violations);
  return { kind: 'folder', folderName, skillFile: skillMd.length === 0 ? undefined : skillMd, paths: filePaths };
};

/** The verdict as the contract has it. */
export const toValidateSkillResponse = (verdict: {
  readonly valid: boolean;
  readonly findings: readonly SkillFinding[];
}): ValidateSkillResponse => ({ valid: verdict.valid, findings: verdict.findings.map(toFinding) });
