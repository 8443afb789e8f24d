import type {
  GetSkillRequest,
  GetSkillResponse,
  ListSkillsRequest,
  ListSkillsResponse,
  ReadSkillFileRequest,
  Skill,
} from '@tmws/contract';
import type { JsonValue } from '@tmws/domain';
import type {
  GetSkillInput,
  GetSkillResult,
  ListSkillsInput,
  ListSkillsResult,
  ReadSkillFileInput,
  SkillView,
} from '@tmws/engine';
import { ACCESS_LEVEL_NUMBERS, PATTERN_STATUS_NUMBERS, readEnums } from './enum-names.ts';
import { everyFieldIsRead } from './every-field.ts';
import { toFinding } from './finding.ts';
import { toSkillFileInfo } from './skill.ts';

/** Which skills ListSkills asks for. @throws DomainError INVALID_FIELD */
export const fromListSkillsRequest = (request: ListSkillsRequest): ListSkillsInput => {
  const { namespace, owner, serveAsSkill, patternName, sourceRoot, status, pageSize, pageToken, ...unread } = request;
  everyFieldIsRead(unread);
  const statuses = readEnums('status', status, PATTERN_STATUS_NUMBERS);
  return { namespace, agentId: owner, serveAsSkill, patternName, sourceRoot, statuses, pageSize, pageToken };
};

/** Which skill GetSkill asks for. */
export const fromGetSkillRequest = (request: GetSkillRequest): Omit<GetSkillInput, 'making'> => {
  const { patternId, revision, asAgentSkill, withoutFindings, ...unread } = request;
  everyFieldIsRead(unread);
  return { patternId, revision, asAgentSkill, withoutFindings };
};

/** Which file ReadSkillFile asks for. */
export const fromReadSkillFileRequest = (request: ReadSkillFileRequest): Omit<ReadSkillFileInput, 'making'> => {
  const { patternId, path, revision, asAgentSkill, ...unread } = request;
  everyFieldIsRead(unread);
  return { patternId, path, revision, asAgentSkill };
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
export const toGetSkillResponse = (result: GetSkillResult): GetSkillResponse => ({
  skill: toSkill(result.skill),
  files: result.files.map(toSkillFileInfo),
  findings: result.findings.map(toFinding),
  redacted: result.isRedacted,
  folderName: result.folderName,
  frontmatter: result.frontmatter,
});
