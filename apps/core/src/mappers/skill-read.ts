import type { GetSkillRequest, GetSkillResponse, ListSkillsRequest, ListSkillsResponse, Skill } from '@tmws/contract';
import type { JsonValue } from '@tmws/domain';
import type { GetSkillResult, ListSkillsInput, ListSkillsResult, SkillView } from '@tmws/engine';
import { ACCESS_LEVEL_NUMBERS, PATTERN_STATUS_NUMBERS } from './enum-names.ts';
import { everyFieldIsRead } from './every-field.ts';
import { toFinding } from './finding.ts';
import { toSkillFileInfo } from './skill.ts';

/** Which skills ListSkills asks for. */
export const fromListSkillsRequest = (request: ListSkillsRequest): ListSkillsInput => {
  const { namespace, owner, serveAsSkill, patternName, sourceRoot, pageSize, pageToken, ...unread } = request;
  everyFieldIsRead(unread);
  return { namespace, agentId: owner, serveAsSkill, patternName, sourceRoot, pageSize, pageToken };
};

/** Which skill GetSkill asks for. */
export const fromGetSkillRequest = (
  request: GetSkillRequest,
): { readonly patternId: string; readonly revision: number | undefined } => {
  const { patternId, revision, ...unread } = request;
  everyFieldIsRead(unread);
  return { patternId, revision };
};

const textOf = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');

const toSkill = ({ pattern, ...skill }: SkillView): Skill => ({
  patternId: pattern.id,
  patternName: pattern.patternName,
  namespace: pattern.namespace,
  agentId: pattern.agentId,
  version: pattern.version,
  revision: pattern.revision,
  description: textOf(pattern.patternData.description),
  fileCount: skill.fileCount,
  bytes: skill.bytes,
  serveAsSkill: pattern.serveAsSkill,
  status: PATTERN_STATUS_NUMBERS[pattern.status],
  accessLevel: ACCESS_LEVEL_NUMBERS[pattern.accessLevel],
  effectiveness: pattern.usage.effectiveness,
  sourceRoot: skill.sourceRoot,
  sourcePath: skill.sourcePath,
  digest: skill.digest,
  updatedAt: pattern.updatedAt,
});

/** A page of skills as the contract has it. */
export const toListSkillsResponse = ({ skills, nextPageToken }: ListSkillsResult): ListSkillsResponse => ({
  skills: skills.map(toSkill),
  nextPageToken,
});

/** One skill as the contract has it. */
export const toGetSkillResponse = ({ skill, files, findings }: GetSkillResult): GetSkillResponse => ({
  skill: toSkill(skill),
  files: files.map(toSkillFileInfo),
  findings: findings.map(toFinding),
});
