import type { RecordUsageRequest, RecordUsageResponse } from '@tmws/contract';
import type { Caller } from '@tmws/domain';
import type { RecordUsageInput, RecordUsageResult } from '@tmws/engine';
import { everyFieldIsRead } from './every-field.ts';
import { toPattern } from './pattern.ts';
import { refuseUnbuilt } from './refuse-unbuilt.ts';

/** What RecordUsage asks for. @throws CallRefusal NOT_IMPLEMENTED */
export const fromRecordUsageRequest = (request: RecordUsageRequest): RecordUsageInput => {
  const { patternId, usingAgentId, executionTime, success, contextData, applicationId, requestId, ...unread } = request;
  everyFieldIsRead(unread);
  refuseUnbuilt('RecordUsage', { application_id: applicationId });
  return { patternId, usingAgentId, executionTime, success, contextData, requestId };
};

/** The answer of RecordUsage: the use as recorded, and the pattern in the BASIC view. */
export const toRecordUsageResponse = (
  result: RecordUsageResult,
  recorded: { readonly caller: Caller; readonly input: RecordUsageInput },
): RecordUsageResponse => ({
  usage: {
    id: result.usageId,
    patternId: result.pattern.id,
    agentId: recorded.caller.agentId,
    executionTime: recorded.input.executionTime,
    success: recorded.input.success,
    contextData: recorded.input.contextData,
    usedAt: result.pattern.usage.lastUsedAt,
    applicationId: undefined,
  },
  pattern: toPattern(result.pattern, 'BASIC'),
});
