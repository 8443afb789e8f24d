import type { LearnPatternRequest, LearnPatternResponse } from '@tmws/contract';
import type { LearnPatternInput, LearnPatternResult } from '@tmws/engine';
import { ACCESS_LEVEL_NUMBERS, readEnum } from './enum-names.ts';
import { everyFieldIsRead } from './every-field.ts';
import { toFinding } from './finding.ts';

/** What LearnPattern asks for. @throws DomainError INVALID_FIELD */
export const fromLearnPatternRequest = (request: LearnPatternRequest): LearnPatternInput => {
  const { patternName, patternContent, category, examples, metadata, confidence, subcategory, ...rest } = request;
  const { accessLevel, namespace, requestId, ...unread } = rest;
  everyFieldIsRead(unread);
  return {
    patternName,
    patternContent,
    category,
    examples,
    metadata,
    confidence,
    subcategory,
    accessLevel: readEnum('access_level', accessLevel, ACCESS_LEVEL_NUMBERS),
    namespace,
    requestId,
  };
};

/** The answer of LearnPattern. */
export const toLearnPatternResponse = (result: LearnPatternResult): LearnPatternResponse => ({
  patternId: result.pattern.id,
  patternName: result.pattern.patternName,
  category: result.pattern.category,
  confidence: result.pattern.confidencePrior,
  examplesCount: result.examplesCount,
  vectorDimensions: result.vectorDimensions,
  storedAt: result.pattern.createdAt,
  findings: result.findings.map(toFinding),
  message: result.message,
  accessLevel: ACCESS_LEVEL_NUMBERS[result.pattern.accessLevel],
  namespace: result.pattern.namespace,
  version: result.pattern.version,
  searchableByWords: result.searchable.byWords,
  searchableByMeaning: result.searchable.byMeaning,
});
