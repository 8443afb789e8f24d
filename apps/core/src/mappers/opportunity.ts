import {
  type LearningOpportunity as LearningOpportunityMessage,
  OpportunityPriority,
  OpportunityType,
  type SuggestLearningOpportunitiesRequest,
  type SuggestLearningOpportunitiesResponse,
} from '@tmws/contract';
import type {
  LearningOpportunity,
  OpportunityPriority as OpportunityPriorityName,
  OpportunityType as OpportunityTypeName,
} from '@tmws/domain';
import type { SuggestLearningOpportunitiesInput, SuggestLearningOpportunitiesResult } from '@tmws/engine';
import { everyFieldIsRead } from './every-field.ts';

const TYPE_NUMBERS = {
  pattern_opportunity: OpportunityType.PATTERN_OPPORTUNITY,
  unmet_demand: OpportunityType.UNMET_DEMAND,
  improvement_opportunity: OpportunityType.IMPROVEMENT_OPPORTUNITY,
  consolidation_opportunity: OpportunityType.CONSOLIDATION_OPPORTUNITY,
  emerging_opportunity: OpportunityType.EMERGING_OPPORTUNITY,
  stale_opportunity: OpportunityType.STALE_OPPORTUNITY,
} as const satisfies Record<OpportunityTypeName, OpportunityType>;

const PRIORITY_NUMBERS = {
  high: OpportunityPriority.HIGH,
  medium: OpportunityPriority.MEDIUM,
  low: OpportunityPriority.LOW,
} as const satisfies Record<OpportunityPriorityName, OpportunityPriority>;

/** What SuggestLearningOpportunities asks for. */
export const fromSuggestRequest = (request: SuggestLearningOpportunitiesRequest): SuggestLearningOpportunitiesInput => {
  const { namespace, ...unread } = request;
  everyFieldIsRead(unread);
  return { namespace };
};

const toOpportunity = ({ type, area, priority, reason, ...rest }: LearningOpportunity): LearningOpportunityMessage => {
  const { suggestedAction, evidence } = rest;
  return {
    type: TYPE_NUMBERS[type],
    area,
    priority: PRIORITY_NUMBERS[priority],
    reason,
    suggestedAction,
    evidence: {
      activityCount: evidence.activityCount ?? 0,
      patternCount: evidence.patternCount ?? 0,
      searchCount: evidence.searchCount ?? 0,
      agentCount: evidence.agentCount ?? 0,
      exampleQueries: [...(evidence.exampleQueries ?? [])],
      patternIds: [...(evidence.patternIds ?? [])],
      successRate: evidence.successRate,
      outcomeCount: evidence.outcomeCount,
      recentCount: evidence.recentCount,
      weeklyMean: evidence.weeklyMean,
      lastActivityAt: evidence.lastActivityAt,
    },
  };
};

/** The answer of SuggestLearningOpportunities. */
export const toSuggestResponse = (
  result: SuggestLearningOpportunitiesResult,
): SuggestLearningOpportunitiesResponse => ({
  knowledgeBaseSummary: {
    totalMemories: result.totalMemories,
    totalPatterns: result.totalPatterns,
    coverageRatio: result.coverageRatio,
  },
  learningOpportunities: result.opportunities.map(toOpportunity),
  opportunityCount: result.opportunityCount,
  priorityBreakdown: result.priorityBreakdown,
});
