import type { Condition, OwnOutcomes, Pattern } from '@tmws/domain';

/** What a recommendation is judged by, without the pattern's content. */
export interface RecommendationCandidate extends Pick<Pattern, 'id' | 'revision' | 'confidencePrior'> {
  readonly usageCount: number;
  readonly successCount: number;
  readonly failureCount: number;
}

/** A pattern that the agent has used and told the outcome of. */
export interface OwnRecord extends OwnOutcomes, Pick<Pattern, 'id' | 'revision'> {
  readonly lastUsedAt: Date;
}

/** What recommendations are made from. */
export interface RecommendationRepository {
  /** The patterns that pass, best first by the terms of the score that are the pattern's own, then by effectiveness and learning weight. */
  candidates(query: { readonly where: Condition; readonly limit: number }): Promise<readonly RecommendationCandidate[]>;
  /** The agent's own outcomes, by pattern, of the patterns that pass. */
  ownRecords(query: { readonly where: Condition; readonly agentId: string }): Promise<readonly OwnRecord[]>;
}
