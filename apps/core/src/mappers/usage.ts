import type {
  ListUsageRequest,
  ListUsageResponse,
  RecordUsageRequest,
  RecordUsageResponse,
  SetUsageOutcomeRequest,
  SetUsageOutcomeResponse,
  Usage as UsageMessage,
} from '@tmws/contract';
import type {
  ListUsageInput,
  ListUsageResult,
  RecordedUse,
  RecordUsageInput,
  SetUsageOutcomeInput,
  Usage,
} from '@tmws/engine';
import { everyFieldIsRead } from './every-field.ts';
import { toPattern } from './pattern.ts';
import { readTime } from './read-time.ts';

/** What RecordUsage asks for. */
export const fromRecordUsageRequest = (request: RecordUsageRequest): RecordUsageInput => {
  const { patternId, usingAgentId, executionTime, success, contextData, applicationId, requestId, ...unread } = request;
  everyFieldIsRead(unread);
  return { patternId, usingAgentId, executionTime, success, contextData, applicationId, requestId };
};

/** What SetUsageOutcome asks for. */
export const fromSetUsageOutcomeRequest = (request: SetUsageOutcomeRequest): SetUsageOutcomeInput => {
  const { usageId, success, executionTime, contextData, usingAgentId, requestId, ...unread } = request;
  everyFieldIsRead(unread);
  return { usageId, success, executionTime, contextData, usingAgentId, requestId };
};

/** What ListUsage asks for. @throws DomainError INVALID_FIELD */
export const fromListUsageRequest = (request: ListUsageRequest): ListUsageInput => {
  const { patternId, agentId, since, withoutOutcome, pageSize, pageToken, ...unread } = request;
  everyFieldIsRead(unread);
  return {
    patternId,
    agentId,
    since: readTime('since', since),
    outcome: withoutOutcome ? 'none' : 'any',
    pageSize,
    pageToken,
  };
};

const toUsage = (usage: Usage): UsageMessage => ({
  id: usage.id,
  patternId: usage.patternId,
  agentId: usage.agentId,
  executionTime: usage.executionTime,
  success: usage.success,
  contextData: usage.contextData,
  usedAt: usage.usedAt,
  applicationId: usage.applicationId,
});

/** The answer of RecordUsage and of SetUsageOutcome: the use as recorded, and the pattern in the BASIC view. */
export const toRecordedUse = ({ usage, pattern }: RecordedUse): RecordUsageResponse & SetUsageOutcomeResponse => ({
  usage: toUsage(usage),
  pattern: toPattern(pattern, 'BASIC'),
});

/** The answer of ListUsage. */
export const toListUsageResponse = ({ usages, nextPageToken }: ListUsageResult): ListUsageResponse => ({
  usages: usages.map(toUsage),
  nextPageToken,
});
