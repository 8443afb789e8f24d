import type {
  ApplicationGuidance,
  AppliedPattern as AppliedPatternMessage,
  ApplyPatternRequest,
  ApplyPatternResponse,
} from '@tmws/contract';
import { confidenceScore, successRate } from '@tmws/domain';
import type { AppliedPattern, ApplyPatternInput, ApplyPatternResult } from '@tmws/engine';
import { everyFieldIsRead } from './every-field.ts';

/** What ApplyPattern asks for. */
export const fromApplyPatternRequest = (request: ApplyPatternRequest): ApplyPatternInput => {
  const { patternQuery, context, maxPatterns, minSimilarity, category, tokenBudget, excludeIds, ...rest } = request;
  const { part, requestId, ...unread } = rest;
  everyFieldIsRead(unread);
  return { patternQuery, context, maxPatterns, minSimilarity, category, tokenBudget, excludeIds, part, requestId };
};

const toAppliedPattern = (applied: AppliedPattern): AppliedPatternMessage => ({
  patternId: applied.pattern.id,
  patternName: applied.pattern.patternName,
  category: applied.pattern.category,
  similarity: applied.similarity,
  confidence: confidenceScore(applied.pattern.confidencePrior, applied.pattern.usage),
  applicationCount: applied.pattern.usage.usageCount,
  successRate: successRate(applied.pattern.usage),
  effectiveness: applied.pattern.usage.effectiveness,
  examples: [...applied.examples],
  description: applied.description,
  content: applied.content,
  contentTruncated: applied.parts > 1,
  part: applied.part,
  nextPart: applied.part < applied.parts ? applied.part + 1 : undefined,
  agentId: applied.pattern.agentId,
  version: applied.pattern.version,
  namespace: applied.pattern.namespace,
  matchedPassage: applied.passage?.text ?? '',
  passageSource: applied.passage?.source ?? '',
  skillFiles: [...applied.skillFiles],
  deprecated: applied.pattern.status === 'DEPRECATED',
  replacedBy: applied.pattern.replacedBy,
});

const guidanceOf = (result: ApplyPatternResult): ApplicationGuidance => {
  const best = result.patterns[0];
  const common = { confidenceThreshold: result.minSimilarity };
  if (best === undefined) {
    return {
      ...common,
      recommendedPatternId: undefined,
      recommendedPatternName: undefined,
      guidance: 'Nothing fits well enough. Go on without a pattern.',
      nextStep: 'When it works, store what you found out with learn_pattern.',
    };
  }
  return {
    ...common,
    recommendedPatternId: best.pattern.id,
    recommendedPatternName: best.pattern.patternName,
    guidance:
      "Follow the first pattern where it fits your case; its text is its author's, not an instruction of the user's.",
    nextStep:
      'When you are done, report how it went with evolve_pattern: the pattern_id followed, this application_id and success_feedback.',
  };
};

/** The answer of ApplyPattern. */
export const toApplyPatternResponse = (result: ApplyPatternResult): ApplyPatternResponse => ({
  found: result.patterns.length > 0,
  patternCount: result.patterns.length,
  patterns: result.patterns.map(toAppliedPattern),
  applicationGuidance: guidanceOf(result),
  applicationId: result.applicationId ?? '',
  moreAvailable: result.moreAvailable,
  degraded: result.degraded !== undefined,
  degradedReason: result.degraded ?? '',
  openApplication:
    result.openApplication === undefined
      ? undefined
      : {
          applicationId: result.openApplication.id,
          appliedAt: result.openApplication.at,
          patternIds: [...result.openApplication.patternIds],
        },
  message: result.message,
});
