import type { LintPatternRequest, LintPatternResponse } from '@tmws/contract';
import type { Finding } from '@tmws/domain';
import { everyFieldIsRead } from './every-field.ts';
import { toFinding } from './finding.ts';

/** Which pattern LintPattern asks about. */
export const fromLintPatternRequest = (request: LintPatternRequest): { readonly patternId: string } => {
  const { patternId, ...unread } = request;
  everyFieldIsRead(unread);
  return { patternId };
};

/** The answer of LintPattern. */
export const toLintPatternResponse = (findings: readonly Finding[]): LintPatternResponse => ({
  findings: findings.map(toFinding),
});
