import type {
  CreatePatternRequest,
  CreatePatternResponse,
  GetPatternRequest,
  ListPatternsRequest,
  ListPatternsResponse,
  Pattern as PatternMessage,
} from '@tmws/contract';
import { averageExecutionTime, confidenceScore, type Pattern, successRate } from '@tmws/domain';
import type {
  CreatePatternInput,
  CreatePatternResult,
  GetPatternInput,
  ListPatternsInput,
  ListPatternsResult,
} from '@tmws/engine';
import { ACCESS_LEVEL_NUMBERS, PATTERN_STATUS_NUMBERS, readEnum, readEnums } from './enum-names.ts';
import { everyFieldIsRead } from './every-field.ts';
import { toFinding } from './finding.ts';
import { fromPatternOrigin } from './pattern-origin.ts';
import { readTime } from './read-time.ts';

/** A pattern as the contract has it; `BASIC` leaves `patternData` out. */
export const toPattern = (pattern: Pattern, view: 'BASIC' | 'FULL'): PatternMessage => ({
  id: pattern.id,
  patternName: pattern.patternName,
  agentId: pattern.agentId,
  namespace: pattern.namespace,
  category: pattern.category,
  subcategory: pattern.subcategory,
  accessLevel: ACCESS_LEVEL_NUMBERS[pattern.accessLevel],
  sharedWithAgents: [...pattern.sharedWithAgents],
  patternData: view === 'FULL' ? pattern.patternData : undefined,
  version: pattern.version,
  parentPatternId: pattern.parentPatternId,
  usageCount: pattern.usage.usageCount,
  successRate: successRate(pattern.usage),
  learningWeight: pattern.learningWeight,
  confidenceScore: confidenceScore(pattern.confidencePrior, pattern.usage),
  complexityScore: pattern.complexityScore,
  createdAt: pattern.createdAt,
  updatedAt: pattern.updatedAt,
  lineageId: pattern.lineageId,
  status: PATTERN_STATUS_NUMBERS[pattern.status],
  tags: [...pattern.tags],
  effectiveness: pattern.usage.effectiveness,
  avgExecutionTime: averageExecutionTime(pattern.usage),
  lastUsedAt: pattern.usage.lastUsedAt,
  etag: String(pattern.revision),
  revision: pattern.revision,
  serveAsSkill: pattern.serveAsSkill,
  ownerUsageCount: pattern.usage.ownerUsageCount,
  teamUsageCount: pattern.usage.usageCount - pattern.usage.ownerUsageCount,
  deprecatedReason: pattern.deprecatedReason,
  replacedBy: pattern.replacedBy,
  deletedAt: pattern.deletedAt,
  confidence: pattern.confidencePrior,
  successCount: pattern.usage.successCount,
  failureCount: pattern.usage.failureCount,
  isHead: pattern.isHead,
});

/** What CreatePattern asks for. @throws DomainError INVALID_FIELD, CallRefusal NOT_IMPLEMENTED */
export const fromCreatePatternRequest = (request: CreatePatternRequest): CreatePatternInput => {
  const { accessLevel, status, sharedWithAgents, tags, deprecatedReason, replacedBy, ...rest } = request;
  const { acceptFindings, patternName, category, patternData, agentId, namespace, subcategory, ...more } = rest;
  const { learningWeight, complexityScore, confidence, version, parentPatternId, ...last } = more;
  const { serveAsSkill, requestId, origin, ...unread } = last;
  everyFieldIsRead(unread);
  return {
    patternName,
    category,
    patternData,
    agentId,
    namespace,
    subcategory,
    tags,
    accessLevel: readEnum('access_level', accessLevel, ACCESS_LEVEL_NUMBERS),
    // A list cannot be absent in the contract: an empty one means that none was given.
    sharedWithAgents: sharedWithAgents.length === 0 ? undefined : sharedWithAgents,
    status: readEnum('status', status, PATTERN_STATUS_NUMBERS),
    learningWeight,
    complexityScore,
    confidence,
    version,
    parentPatternId,
    serveAsSkill,
    deprecatedReason,
    replacedBy,
    acceptFindings,
    requestId,
    origin: origin && fromPatternOrigin(origin),
  };
};

/** The answer of CreatePattern. */
export const toCreatePatternResponse = (result: CreatePatternResult): CreatePatternResponse => ({
  pattern: toPattern(result.pattern, 'FULL'),
  searchableByWords: result.searchable.byWords,
  searchableByMeaning: result.searchable.byMeaning,
  findings: result.findings.map(toFinding),
});

/** What ListPatterns asks for. @throws DomainError INVALID_FIELD */
export const fromListPatternsRequest = (request: ListPatternsRequest): ListPatternsInput => {
  const { owner, namespace, category, subcategory, accessLevels, status, tags, patternName, ...rest } = request;
  const { version, updatedAfter, deleted, pageSize, pageToken, requestingAgentId, asAdmin, ...unread } = rest;
  everyFieldIsRead(unread);
  return {
    agentId: owner,
    namespace,
    category,
    subcategory,
    accessLevels: readEnums('access_levels', accessLevels, ACCESS_LEVEL_NUMBERS),
    statuses: readEnums('status', status, PATTERN_STATUS_NUMBERS),
    tags,
    patternName,
    version,
    deleted,
    updatedAfter: readTime('updated_after', updatedAfter),
    pageSize,
    pageToken,
    requestingAgentId,
    asAdmin,
  };
};

/** The answer of ListPatterns. */
export const toListPatternsResponse = (result: ListPatternsResult): ListPatternsResponse => ({
  patterns: result.patterns.map((pattern) => toPattern(pattern, 'BASIC')),
  nextPageToken: result.nextPageToken,
});

/** Which pattern GetPattern asks for. */
export const fromGetPatternRequest = (request: GetPatternRequest): GetPatternInput => {
  const { patternId, requestingAgentId, asAdmin, ...unread } = request;
  everyFieldIsRead(unread);
  return { patternId, requestingAgentId, asAdmin };
};
