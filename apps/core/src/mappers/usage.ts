import type { RecordUsageRequest, RecordUsageResponse, Usage as UsageMessage } from '@tmws/contract';
import type { RecordedUse, RecordUsageInput, Usage } from '@tmws/engine';
import { everyFieldIsRead } from './every-field.ts';
import { toPattern } from './pattern.ts';

/** What RecordUsage asks for. */
export const fromRecordUsageRequest = (request: RecordUsageRequest): RecordUsageInput => {
  const { patternId, usingAgentId, executionTime, success, contextData, applicationId, requestId, ...unread } = request;
  everyFieldIsRead(unread);
  return { patternId, usingAgentId, executionTime, success, contextData, applicationId, requestId };
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

/** The answer of RecordUsage: the use as recorded, and the pattern in the BASIC view. */
export const toRecordUsageResponse = ({ usage, pattern }: RecordedUse): RecordUsageResponse => ({
  usage: toUsage(usage),
  pattern: toPattern(pattern, 'BASIC'),
});
