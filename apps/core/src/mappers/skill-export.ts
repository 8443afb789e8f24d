import {
  type ExportedSkillStart,
  type ExportSkillsRequest,
  type SkillEnd,
  SkillExportForm,
  type SkillFileInfo,
} from '@tmws/contract';
import { invalidFields } from '@tmws/domain';
import type { ExportedFile, ExportedSkill, ExportSkillsInput } from '@tmws/engine';
import { readEnum } from './enum-names.ts';
import { everyFieldIsRead } from './every-field.ts';
import { toFinding } from './finding.ts';
import { toSkillFileInfo } from './skill.ts';

const FORM_NUMBERS = { ORIGINAL: SkillExportForm.ORIGINAL, PORTABLE: SkillExportForm.PORTABLE } as const;

/** Named ones of one export at most: what fits into one message. */
const MOST_IDS = 50_000;

/** What ExportSkills asks for. @throws DomainError INVALID_FIELD */
export const fromExportSkillsRequest = (request: ExportSkillsRequest): Omit<ExportSkillsInput, 'renderer'> => {
  const { patternIds, namespace, owner, form, asAdmin, ...unread } = request;
  everyFieldIsRead(unread);
  if (patternIds.length > MOST_IDS) {
    throw invalidFields([
      {
        field: 'pattern_ids',
        description: `pattern_ids has ${patternIds.length} ids; at most ${MOST_IDS} are taken. Export them in several calls.`,
      },
    ]);
  }
  return { patternIds, namespace, agentId: owner, form: readEnum('form', form, FORM_NUMBERS) ?? 'ORIGINAL', asAdmin };
};

/** The start of an exported skill. */
export const toSkillStart = ({ name, pattern, form, files }: ExportedSkill): ExportedSkillStart => ({
  path: name,
  patternId: pattern.id,
  patternName: pattern.patternName,
  version: pattern.version,
  form: FORM_NUMBERS[form],
  fileCount: files.length,
});

/** The start of an exported file. */
export const toFileStart = ({ file }: ExportedFile): SkillFileInfo => toSkillFileInfo(file);

/** The end of an exported skill. */
export const toSkillEnd = ({ findings }: ExportedSkill): SkillEnd => ({ findings: findings.map(toFinding) });
