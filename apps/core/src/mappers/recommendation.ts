import type {
  Recommendation as RecommendationMessage,
  RecommendPatternsRequest,
  RecommendPatternsResponse,
} from '@tmws/contract';
import type { Recommendation, RecommendPatternsInput, RecommendPatternsResult } from '@tmws/engine';
import { everyFieldIsRead } from './every-field.ts';
import { toPattern } from './pattern.ts';

/** What RecommendPatterns asks for. */
export const fromRecommendPatternsRequest = (request: RecommendPatternsRequest): RecommendPatternsInput => {
  const { agentId, category, contextData, pageSize, pageToken, namespace, ...unread } = request;
  everyFieldIsRead(unread);
  return { agentId, category, contextData, pageSize, pageToken, namespace };
};

const toRecommendation = (recommendation: Recommendation): RecommendationMessage => {
  const { pattern, score, terms, similarPatternId, failedForAgent } = recommendation;
  return { pattern: toPattern(pattern, 'BASIC'), score, ...terms, similarPatternId, failedForAgent };
};

const messageOf = ({ recommendations, nextPageToken }: RecommendPatternsResult): string => {
  const count = recommendations.length;
  if (count === 0) return 'No active pattern that you may read passes. Leave the filters out, or create a pattern.';
  const found = `${count} ${count === 1 ? 'pattern is' : 'patterns are'} recommended`;
  return nextPageToken === '' ? `${found}.` : `${found} on this page, and there are more.`;
};

/** The answer of RecommendPatterns. */
export const toRecommendPatternsResponse = (result: RecommendPatternsResult): RecommendPatternsResponse => ({
  recommendations: result.recommendations.map(toRecommendation),
  nextPageToken: result.nextPageToken,
  degraded: result.degraded !== undefined,
  degradedReason: result.degraded ?? '',
  message: messageOf(result),
});
