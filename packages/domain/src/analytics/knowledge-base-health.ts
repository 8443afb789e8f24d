/** How well the patterns do as a whole. */
export const KNOWLEDGE_BASE_HEALTHS = ['excellent', 'good', 'needs_improvement', 'unknown'] as const;

/** One of {@link KNOWLEDGE_BASE_HEALTHS}. */
export type KnowledgeBaseHealth = (typeof KNOWLEDGE_BASE_HEALTHS)[number];

const EXCELLENT_FROM = 0.85;
const GOOD_FROM = 0.7;

/**
 * The health that an average success rate means.
 *
 * @param averageSuccess 0–1, as it is shown; undefined where no pattern has an outcome
 */
export const knowledgeBaseHealth = (averageSuccess: number | undefined): KnowledgeBaseHealth => {
  if (averageSuccess === undefined) return 'unknown';
  if (averageSuccess >= EXCELLENT_FROM) return 'excellent';
  return averageSuccess >= GOOD_FROM ? 'good' : 'needs_improvement';
};
