import type { ApprovePatternRequest, ApprovePatternResponse } from '@tmws/contract';
import type { ApprovePatternInput, WrittenPattern } from '@tmws/engine';
import { everyFieldIsRead } from './every-field.ts';
import { toFinding } from './finding.ts';
import { toPattern } from './pattern.ts';

/** What ApprovePattern asks for. */
export const fromApprovePatternRequest = (request: ApprovePatternRequest): ApprovePatternInput => {
  const { patternId, acceptFindings, etag, requestId, ...unread } = request;
  everyFieldIsRead(unread);
  return { patternId, acceptFindings, etag, requestId };
};

/** The answer of ApprovePattern. */
export const toApprovePatternResponse = (written: WrittenPattern): ApprovePatternResponse => ({
  pattern: toPattern(written.pattern, 'FULL'),
  searchableByWords: written.searchable.byWords,
  searchableByMeaning: written.searchable.byMeaning,
  findings: written.findings.map(toFinding),
});
