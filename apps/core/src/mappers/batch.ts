import {
  type BatchCreatePatternsRequest,
  type BatchCreatePatternsResponse,
  type BatchCreateResult,
  CreatePatternRequest,
} from '@tmws/contract';
import { DomainError, invalidFields, LIMITS } from '@tmws/domain';
import type { BatchCreateInput, BatchItemResult, BatchCreateResult as StoredBatch } from '@tmws/engine';
import { rpcStatus } from '../errors/status-details.ts';
import { everyFieldIsRead } from './every-field.ts';
import { toFinding } from './finding.ts';
import { fromCreatePatternRequest, toPattern } from './pattern.ts';

const checkBytes = (items: readonly CreatePatternRequest[]): void => {
  const bytes = items.reduce((sum, item) => sum + CreatePatternRequest.encode(item).finish().length, 0);
  if (bytes <= LIMITS.batchBytes) return;
  const description = `patterns has ${bytes} bytes; at most ${LIMITS.batchBytes} (3 MiB) are allowed. Send them in several calls.`;
  throw invalidFields([{ field: 'patterns', description }]);
};

/** An item, or what is wrong with it as it was sent. */
const readItem = (request: CreatePatternRequest): BatchCreateInput['items'][number] => {
  try {
    const { requestId, ...item } = fromCreatePatternRequest(request);
    if (requestId === undefined) return item;
    const description = 'request_id stands in an item; a batch has one for all. Set it beside `patterns`.';
    return invalidFields([{ field: 'request_id', description }]);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
};

/** What BatchCreatePatterns asks for. @throws DomainError INVALID_FIELD for more than 3 MiB */
export const fromBatchCreatePatternsRequest = (request: BatchCreatePatternsRequest): BatchCreateInput => {
  const { patterns, agentId, itemwise, requestId, ...unread } = request;
  everyFieldIsRead(unread);
  checkBytes(patterns);
  return { items: patterns.map(readItem), agentId, mode: itemwise ? 'itemwise' : 'whole', requestId };
};

const toResult = (result: BatchItemResult): BatchCreateResult =>
  result.kind === 'stored'
    ? {
        result: { $case: 'pattern', value: toPattern(result.pattern, 'BASIC') },
        findings: result.findings.map(toFinding),
      }
    : { result: { $case: 'error', value: rpcStatus(result.error) }, findings: [] };

/** The answer of BatchCreatePatterns. */
export const toBatchCreatePatternsResponse = (batch: StoredBatch): BatchCreatePatternsResponse => ({
  results: batch.results.map(toResult),
  searchableByWords: batch.searchable.byWords,
  searchableByMeaning: batch.searchable.byMeaning,
});
