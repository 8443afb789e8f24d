import type { LearningOpportunity, OpportunityEvidence, SuggestLearningOpportunitiesResponse } from '@tmws/contract';
import * as z from 'zod';
import { enumName } from './enum-name.ts';
import { rounded } from './rounded.ts';

type Contract = typeof import('@tmws/contract');

const opportunitySchema = () =>
  z.looseObject({
    type: z.string(),
    area: z.string(),
    priority: z.string(),
    reason: z.string(),
    suggested_action: z.string(),
  });

/** `result` of the tool suggest_learning_opportunities. */
export const opportunitiesResultSchema = () =>
  z.object({
    knowledge_base_summary: z.object({
      total_memories: z.number(),
      total_patterns: z.number(),
      coverage_ratio: z.number(),
    }),
    learning_opportunities: z.array(opportunitySchema()).describe('The most urgent'),
    opportunity_count: z.number().describe('All, shown or not'),
    priority_breakdown: z.object({ high: z.number(), medium: z.number(), low: z.number() }),
    next_step: z.string(),
  });

/** See {@link opportunitiesResultSchema}. */
export type OpportunitiesResult = z.output<ReturnType<typeof opportunitiesResultSchema>>;

/**
 * What to do with these tools, where the core's own sentence quotes names that other agents gave, or tells of what no
 * tool does.
 */
const ACTIONS: Readonly<Record<string, string>> = {
  improvement_opportunity:
    'Read the pattern with apply_pattern ("id:" and its id), find out why it fails, and improve it with evolve_pattern',
  consolidation_opportunity:
    'Read the patterns with apply_pattern ("id:" and the id), bring what they say into the best of them with evolve_pattern, and tell the user which are left over',
  stale_opportunity:
    'Read the pattern with apply_pattern ("id:" and its id), check whether it still holds, and report or update it with evolve_pattern',
};

const toEvidence = (evidence: OpportunityEvidence | undefined): Readonly<Record<string, unknown>> => {
  if (evidence === undefined) return {};
  const { activityCount, patternCount, searchCount, agentCount, exampleQueries, patternIds } = evidence;
  const { successRate, outcomeCount, recentCount, weeklyMean, lastActivityAt } = evidence;
  return {
    ...(activityCount === 0 ? {} : { activity_count: activityCount, pattern_count: patternCount }),
    ...(searchCount === 0 ? {} : { search_count: searchCount, agent_count: agentCount }),
    ...(exampleQueries.length === 0 ? {} : { example_queries: exampleQueries }),
    ...(patternIds.length === 0 ? {} : { pattern_ids: patternIds }),
    ...(successRate === undefined ? {} : { success_rate: rounded(successRate) }),
    ...(outcomeCount === undefined ? {} : { outcome_count: outcomeCount }),
    ...(recentCount === undefined ? {} : { recent_count: recentCount }),
    ...(weeklyMean === undefined ? {} : { weekly_mean: rounded(weeklyMean) }),
    ...(lastActivityAt === undefined ? {} : { last_activity_at: lastActivityAt.toISOString() }),
  };
};

const toOpportunity = (
  opportunity: LearningOpportunity,
  { OpportunityPriority, OpportunityType }: Contract,
): OpportunitiesResult['learning_opportunities'][number] => {
  const type = enumName(OpportunityType, opportunity.type);
  return {
    type,
    area: opportunity.area,
    priority: enumName(OpportunityPriority, opportunity.priority),
    reason: opportunity.reason,
    suggested_action: ACTIONS[type] ?? opportunity.suggestedAction,
    evidence: toEvidence(opportunity.evidence),
  };
};

const nextStep = (shown: number, all: number): string => {
  if (all === 0) return 'Nothing is missing by what was searched for and done so far. Go on.';
  const rest = all > shown ? ` ${all - shown} more are less urgent; they are shown once these are done.` : '';
  return `When work gives you a verified answer to one of these, store it with learn_pattern, or with evolve_pattern where a pattern is there.${rest}`;
};

/** The core's answer as the tool's result. */
export const toOpportunitiesResult = (
  response: SuggestLearningOpportunitiesResponse,
  contract: Contract,
): OpportunitiesResult => {
  const { knowledgeBaseSummary: summary, priorityBreakdown: breakdown, learningOpportunities } = response;
  return {
    knowledge_base_summary: {
      total_memories: summary?.totalMemories ?? 0,
      total_patterns: summary?.totalPatterns ?? 0,
      coverage_ratio: rounded(summary?.coverageRatio ?? 0),
    },
    learning_opportunities: learningOpportunities.map((opportunity) => toOpportunity(opportunity, contract)),
    opportunity_count: response.opportunityCount,
    priority_breakdown: { high: breakdown?.high ?? 0, medium: breakdown?.medium ?? 0, low: breakdown?.low ?? 0 },
    next_step: nextStep(learningOpportunities.length, response.opportunityCount),
  };
};

/** The counts in one sentence. */
export const opportunitiesMessage = ({ opportunity_count: count, priority_breakdown }: OpportunitiesResult): string => {
  const { high, medium, low } = priority_breakdown;
  return count === 0
    ? 'Found no learning opportunities'
    : `Found ${count} learning opportunities: ${high} high, ${medium} medium, ${low} low`;
};

/** The answer as text, for clients that do not show a model structured content. */
export const opportunitiesText = (message: string, result: OpportunitiesResult): string => {
  const { total_memories: memories, total_patterns: patterns, coverage_ratio: ratio } = result.knowledge_base_summary;
  return [
    message,
    `${patterns} patterns, ${memories} notes on work done, ${ratio} of the areas with activity are covered`,
    ...result.learning_opportunities.map(
      ({ type, area, priority, reason, suggested_action: action, evidence }) =>
        `- ${priority} ${type}, ${area}: ${reason}. ${action}. ${JSON.stringify(evidence)}`,
    ),
    result.next_step,
  ].join('\n');
};
