import { confidenceScore, successRate } from '../effectiveness/effectiveness.ts';
import type { UsageRecord } from '../pattern/pattern.ts';

/** The weights of a recommendation's score (specification, recommend_patterns; semantics §7). */
export const RECOMMENDATION_WEIGHTS = {
  success: 0.4,
  usage: 0.3,
  confidence: 0.3,
  similarity: 0.2,
  context: 0.2,
} as const;

/** So many uses are as good as any more. */
export const USES_THAT_COUNT = 10;

/** What a score is made of besides the pattern's own record. */
export interface RecommendationBoosts {
  /** The best (similarity · the agent's own success rate) over the patterns that it has used, 0–1; 0 without any. */
  readonly similarity: number;
  /** Relevance of the context to the pattern, 0–1; 0 without a context. */
  readonly context: number;
}

/** The terms of a score; they add up to it. */
export interface RecommendationTerms {
  readonly successTerm: number;
  readonly usageTerm: number;
  readonly confidenceTerm: number;
  readonly similarityBoost: number;
  readonly contextBoost: number;
}

const NO_OUTCOMES = { successCount: 0, failureCount: 0 } as const;

/**
 * score = 0.4·success_rate + 0.3·min(usage_count ÷ 10, 1) + 0.3·confidence_score + similarity_boost + context_boost.
 * Where a pattern has no outcome, the author's prior, clamped to 0.05–0.95, stands for the rate.
 */
export const recommendationTerms = (
  record: Pick<UsageRecord, 'usageCount' | 'successCount' | 'failureCount'> & { readonly confidencePrior: number },
  boosts: RecommendationBoosts,
): RecommendationTerms => {
  const hasOutcome = record.successCount + record.failureCount > 0;
  const rate = hasOutcome ? successRate(record) : confidenceScore(record.confidencePrior, NO_OUTCOMES);
  return {
    successTerm: RECOMMENDATION_WEIGHTS.success * rate,
    usageTerm: RECOMMENDATION_WEIGHTS.usage * Math.min(record.usageCount / USES_THAT_COUNT, 1),
    confidenceTerm: RECOMMENDATION_WEIGHTS.confidence * confidenceScore(record.confidencePrior, record),
    similarityBoost: RECOMMENDATION_WEIGHTS.similarity * boosts.similarity,
    contextBoost: RECOMMENDATION_WEIGHTS.context * boosts.context,
  };
};

/** The score of a recommendation, 0–1.4. */
export const recommendationScore = (terms: RecommendationTerms): number =>
  terms.successTerm + terms.usageTerm + terms.confidenceTerm + terms.similarityBoost + terms.contextBoost;

/** What an agent's own uses of a pattern came to. */
export interface OwnOutcomes {
  readonly successes: number;
  readonly failures: number;
  readonly lastOutcome: boolean;
}

/** Whether a pattern failed the agent, so that it is recommended last: its last outcome, and more failures than successes. */
export const failedForAgent = ({ successes, failures, lastOutcome }: OwnOutcomes): boolean =>
  !lastOutcome && failures > successes;
