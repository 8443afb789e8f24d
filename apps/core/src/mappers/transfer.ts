import type { TransferOwnershipRequest, TransferOwnershipResponse } from '@tmws/contract';
import type { TransferOwnershipInput, TransferOwnershipResult } from '@tmws/engine';
import { everyFieldIsRead } from './every-field.ts';
import { toPattern } from './pattern.ts';

/** What TransferOwnership asks for. */
export const fromTransferOwnershipRequest = (request: TransferOwnershipRequest): TransferOwnershipInput => {
  const { patternId, newAgentId, reason, requestId, ...unread } = request;
  everyFieldIsRead(unread);
  return { patternId, newAgentId, reason, requestId };
};

/** The answer of TransferOwnership. */
export const toTransferOwnershipResponse = (result: TransferOwnershipResult): TransferOwnershipResponse => ({
  pattern: toPattern(result.pattern, 'BASIC'),
  formerAgentId: result.formerAgentId,
});
