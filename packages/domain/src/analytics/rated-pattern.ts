import { confidenceScore, successRate } from '../effectiveness/effectiveness.ts';
import type { Pattern, UsageRecord } from '../pattern/pattern.ts';

/** What analytics look at in a pattern. */
export type RatedPattern = Pick<
  Pattern,
  'id' | 'lineageId' | 'patternName' | 'version' | 'category' | 'confidencePrior'
> &
  Pick<UsageRecord, 'usageCount' | 'successCount' | 'failureCount'>;

/** A pattern in a ranking. */
export interface PatternStatistics {
  readonly id: string;
  readonly patternName: string;
  readonly version: string;
  readonly category: string;
  /** All its uses. */
  readonly applicationCount: number;
  /** 0–1; 0 without outcomes. */
  readonly successRate: number;
  /** 0–1. */
  readonly confidenceScore: number;
  /** Why it is in the list, in numbers; empty where the list says it. */
  readonly reason: string;
}

/** The numbers of a pattern, with the reason why they are shown. */
export const toStatistics = (pattern: RatedPattern, reason = ''): PatternStatistics => ({
  id: pattern.id,
  patternName: pattern.patternName,
  version: pattern.version,
  category: pattern.category,
  applicationCount: pattern.usageCount,
  successRate: successRate(pattern),
  confidenceScore: confidenceScore(pattern.confidencePrior, pattern),
  reason,
});
