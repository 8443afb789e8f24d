import { countText } from './count-text.ts';
import type { LearningOpportunity, OpportunityPriority } from './opportunity.ts';

/** A pattern that does badly. */
export interface StrugglingPattern {
  readonly id: string;
  readonly patternName: string;
  /** 0–1. */
  readonly successRate: number;
  readonly outcomeCount: number;
}

/** A pattern that nobody uses or changes. */
export interface StalePattern {
  readonly id: string;
  readonly patternName: string;
  /** When it was last used or changed. */
  readonly lastActivityAt: Date;
}

/** Patterns that say nearly the same. */
export interface DuplicateGroup {
  readonly patterns: readonly { readonly id: string; readonly patternName: string }[];
  /** The cosine from which two of them were joined. */
  readonly mark: number;
}

/** A success rate below it, over more than {@link OUTCOMES_FOR_IMPROVEMENT} outcomes, asks for improvement. */
export const IMPROVEMENT_BELOW = 0.7;

/** See {@link IMPROVEMENT_BELOW}. */
export const OUTCOMES_FOR_IMPROVEMENT = 3;

/** A success rate below it makes the improvement urgent. */
export const URGENT_BELOW = 0.4;

/** Days without use or change after which an ACTIVE pattern is stale. */
const STALE_DAYS = 180;

const MILLISECONDS_PER_DAY = 86_400_000;
const MOST_IDS = 10;
const NAMES_SHOWN = 3;
const LARGE_GROUP = 3;

/** When a pattern had to be used or changed last to be stale now. */
export const staleBefore = (now: Date): Date => new Date(now.getTime() - STALE_DAYS * MILLISECONDS_PER_DAY);

/** How urgent a success rate below {@link IMPROVEMENT_BELOW} is. */
export const improvementPriority = (successRate: number): OpportunityPriority =>
  successRate < URGENT_BELOW ? 'high' : 'medium';

const percent = (rate: number): string => `${Math.round(rate * 100)} %`;

/** That a pattern should be made better. */
export const improvementOpportunity = (pattern: StrugglingPattern): LearningOpportunity => ({
  type: 'improvement_opportunity',
  area: pattern.patternName,
  priority: improvementPriority(pattern.successRate),
  reason: `Success rate ${percent(pattern.successRate)} over ${countText(pattern.outcomeCount, 'outcome')}`,
  suggestedAction: `Find out why ${pattern.patternName} fails, and improve it or write a new version`,
  evidence: { patternIds: [pattern.id], successRate: pattern.successRate, outcomeCount: pattern.outcomeCount },
});

/** That a pattern may have had its day. */
export const staleOpportunity = (pattern: StalePattern, now: Date): LearningOpportunity => {
  const days = Math.floor((now.getTime() - pattern.lastActivityAt.getTime()) / MILLISECONDS_PER_DAY);
  return {
    type: 'stale_opportunity',
    area: pattern.patternName,
    priority: 'low',
    reason: `Neither used nor changed in ${countText(days, 'day')}`,
    suggestedAction: `Check whether ${pattern.patternName} still holds, then update, deprecate or retire it`,
    evidence: { patternIds: [pattern.id], lastActivityAt: pattern.lastActivityAt },
  };
};

/** That patterns which say nearly the same should become one. */
export const consolidationOpportunity = ({ patterns, mark }: DuplicateGroup): LearningOpportunity => {
  const names = patterns.slice(0, NAMES_SHOWN).map(({ patternName }) => patternName);
  const others = patterns.length - names.length;
  return {
    type: 'consolidation_opportunity',
    area: names[0] ?? '',
    priority: patterns.length >= LARGE_GROUP ? 'medium' : 'low',
    reason: `${countText(patterns.length, 'pattern')} that nearly say the same (cosine of ${mark} or more)`,
    suggestedAction: `Merge ${names.join(', ')}${others === 0 ? '' : ` and ${others} more`} into one pattern, and deprecate the rest`,
    evidence: { patternCount: patterns.length, patternIds: patterns.slice(0, MOST_IDS).map(({ id }) => id) },
  };
};
