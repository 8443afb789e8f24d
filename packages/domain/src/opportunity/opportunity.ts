/** Kinds of things that could be learned, in the order in which equally urgent ones are shown. */
export const OPPORTUNITY_TYPES = [
  'pattern_opportunity',
  'unmet_demand',
  'emerging_opportunity',
  'improvement_opportunity',
  'consolidation_opportunity',
  'stale_opportunity',
] as const;

/** One of {@link OPPORTUNITY_TYPES}. */
export type OpportunityType = (typeof OPPORTUNITY_TYPES)[number];

/** How urgent an opportunity can be, the most urgent first. */
export const OPPORTUNITY_PRIORITIES = ['high', 'medium', 'low'] as const;

/** One of {@link OPPORTUNITY_PRIORITIES}. */
export type OpportunityPriority = (typeof OPPORTUNITY_PRIORITIES)[number];

/** The numbers and names behind an opportunity; what does not apply is left out. */
export interface OpportunityEvidence {
  /** Notes, searches and uses in the area. */
  readonly activityCount?: number;
  /** Readable patterns in the area. */
  readonly patternCount?: number;
  /** Searches in the cluster. */
  readonly searchCount?: number;
  /** Agents behind the cluster. */
  readonly agentCount?: number;
  /** At most 3 requests, the most frequent first. */
  readonly exampleQueries?: readonly string[];
  /** The patterns it is about, at most 10. */
  readonly patternIds?: readonly string[];
  /** 0–1. */
  readonly successRate?: number;
  readonly outcomeCount?: number;
  /** Activities in the last 7 days. */
  readonly recentCount?: number;
  /** Mean activities a week in the 4 weeks before. */
  readonly weeklyMean?: number;
  readonly lastActivityAt?: Date;
}

/** One thing that could be learned. */
export interface LearningOpportunity {
  readonly type: OpportunityType;
  /** A category, the subject of a cluster, or the name of a pattern. */
  readonly area: string;
  readonly priority: OpportunityPriority;
  /** Why, in numbers. */
  readonly reason: string;
  readonly suggestedAction: string;
  readonly evidence: OpportunityEvidence;
}

/** So many opportunities are shown. */
export const OPPORTUNITIES_SHOWN = 10;

const numberOf = <T>(list: readonly T[], item: T): number => list.indexOf(item);

/** How much there is of it, to order those of one kind and priority. */
const weightOf = ({ evidence }: LearningOpportunity): number =>
  evidence.searchCount ?? evidence.recentCount ?? evidence.activityCount ?? evidence.outcomeCount ?? 0;

const byName = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** The {@link OPPORTUNITIES_SHOWN} most urgent: by priority, then by kind, then by how much there is of it. */
export const mostUrgent = (opportunities: readonly LearningOpportunity[]): readonly LearningOpportunity[] =>
  opportunities
    .toSorted(
      (a, b) =>
        numberOf(OPPORTUNITY_PRIORITIES, a.priority) - numberOf(OPPORTUNITY_PRIORITIES, b.priority) ||
        numberOf(OPPORTUNITY_TYPES, a.type) - numberOf(OPPORTUNITY_TYPES, b.type) ||
        weightOf(b) - weightOf(a) ||
        byName(a.area, b.area),
    )
    .slice(0, OPPORTUNITIES_SHOWN);
