import {
  type CompareVersionsRequest,
  type CompareVersionsResponse,
  type CreateVersionRequest,
  type CreateVersionResponse,
  type ListVersionsRequest,
  type ListVersionsResponse,
  type UsageSummary,
  VersionBump,
} from '@tmws/contract';
import {
  averageExecutionTime,
  confidenceScore,
  type Pattern,
  successRate,
  type VersionBump as VersionBumpName,
} from '@tmws/domain';
import type {
  CompareVersionsResult,
  CreateVersionInput,
  CreateVersionResult,
  ListVersionsInput,
  ListVersionsResult,
} from '@tmws/engine';
import { toDataChange } from './data-change.ts';
import { PATTERN_STATUS_NUMBERS, readEnum } from './enum-names.ts';
import { everyFieldIsRead } from './every-field.ts';
import { toFinding } from './finding.ts';
import { toPattern } from './pattern.ts';

const VERSION_BUMP_NUMBERS = {
  PATCH: VersionBump.PATCH,
  MINOR: VersionBump.MINOR,
  MAJOR: VersionBump.MAJOR,
} as const satisfies Record<VersionBumpName, VersionBump>;

/** The step that a request names; undefined: none. @throws DomainError INVALID_FIELD */
export const readBump = (bump: VersionBump): VersionBumpName | undefined =>
  readEnum('bump', bump, VERSION_BUMP_NUMBERS);

/** The contract's number of a step; undefined: unspecified. */
export const toBump = (bump: VersionBumpName | undefined): VersionBump =>
  bump === undefined ? VersionBump.UNSPECIFIED : VERSION_BUMP_NUMBERS[bump];

/** What CreateVersion asks for. @throws DomainError INVALID_FIELD */
export const fromCreateVersionRequest = (request: CreateVersionRequest): CreateVersionInput => {
  const { patternId, newVersion, bump, patternData, category, subcategory, tags, learningWeight, ...rest } = request;
  const { complexityScore, confidence, status, serveAsSkill, acceptFindings, requestId, ...unread } = rest;
  everyFieldIsRead(unread);
  return {
    patternId,
    newVersion,
    bump: readBump(bump),
    patternData,
    category,
    subcategory,
    // A list cannot be absent in the contract: an empty one means that none was given.
    tags: tags.length === 0 ? undefined : tags,
    learningWeight,
    complexityScore,
    confidence,
    status: readEnum('status', status, PATTERN_STATUS_NUMBERS),
    serveAsSkill,
    acceptFindings,
    requestId,
  };
};

/** The answer of CreateVersion. */
export const toCreateVersionResponse = (result: CreateVersionResult): CreateVersionResponse => ({
  pattern: toPattern(result.pattern, 'FULL'),
  searchableByWords: result.searchable.byWords,
  searchableByMeaning: result.searchable.byMeaning,
  findings: result.findings.map(toFinding),
});

/** What ListVersions asks for. */
export const fromListVersionsRequest = (request: ListVersionsRequest): ListVersionsInput => {
  const { patternId, pageSize, pageToken, ...unread } = request;
  everyFieldIsRead(unread);
  return { patternId, pageSize, pageToken };
};

/** The answer of ListVersions. */
export const toListVersionsResponse = (result: ListVersionsResult): ListVersionsResponse => ({
  versions: result.versions.map((version) => ({
    pattern: toPattern(version.pattern, 'BASIC'),
    parentDeleted: version.isParentDeleted,
    probabilityBetterThanParent: version.probabilityBetterThanParent,
  })),
  nextPageToken: result.nextPageToken,
});

/** What CompareVersions asks for. */
export const fromCompareVersionsRequest = (
  request: CompareVersionsRequest,
): { readonly oldPatternId: string; readonly newPatternId: string } => {
  const { oldPatternId, newPatternId, ...unread } = request;
  everyFieldIsRead(unread);
  return { oldPatternId, newPatternId };
};

const toUsageSummary = ({ usage, confidencePrior }: Pattern): UsageSummary => ({
  usageCount: usage.usageCount,
  successCount: usage.successCount,
  failureCount: usage.failureCount,
  successRate: successRate(usage),
  avgExecutionTime: averageExecutionTime(usage),
  confidenceScore: confidenceScore(confidencePrior, usage),
  effectiveness: usage.effectiveness,
});

/** The answer of CompareVersions. */
export const toCompareVersionsResponse = (result: CompareVersionsResult): CompareVersionsResponse => ({
  oldPattern: toPattern(result.older, 'BASIC'),
  newPattern: toPattern(result.newer, 'BASIC'),
  changes: result.changes.map(toDataChange),
  oldUsage: toUsageSummary(result.older),
  newUsage: toUsageSummary(result.newer),
  successRateDifference: result.successRateDifference,
  probabilityNewBetter: result.probabilityNewerBetter,
});
