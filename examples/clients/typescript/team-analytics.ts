import { KnowledgeBaseHealth, type PatternStatistics } from '@tmws/contract';
import { percent, say, TEAM, type Team } from './team.ts';

const HEALTH: Readonly<Record<number, string>> = {
  [KnowledgeBaseHealth.EXCELLENT]: 'excellent',
  [KnowledgeBaseHealth.GOOD]: 'good',
  [KnowledgeBaseHealth.NEEDS_IMPROVEMENT]: 'needs_improvement',
};

const names = (patterns: readonly PatternStatistics[] | undefined): string =>
  (patterns ?? []).map(({ patternName, version }) => `${patternName} ${version}`).join(', ') || 'none';

/** Example 4 of the specification: the report of what a team has learned. */
export const teamAnalytics = async (team: Team): Promise<void> => {
  say('Example 4: what the team has learned');
  const artemis = await team.as('artemis-optimizer');
  const analytics = await artemis.insight.getPatternAnalytics({ namespace: TEAM, days: 30 });
  const { overview, distribution, usagePatterns, recommendations } = analytics;

  say('=== Team Learning Report (Last 30 Days) ===');
  say(`Total Patterns: ${analytics.totalPatterns}`);
  say(`Total Applications: ${overview?.totalApplications}`);
  say(`Avg Success Rate: ${((overview?.avgSuccessRate ?? 0) * 100).toFixed(1)}%`);
  say(`Knowledge Base Health: ${HEALTH[overview?.knowledgeBaseHealth ?? 0] ?? 'unknown'}`);
  say('--- Category Distribution ---');
  const categories = Object.entries(distribution?.byCategory ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [category, count] of categories) say(`  ${category}: ${count} patterns`);
  say('--- Top 5 Most Used Patterns ---');
  for (const [place, pattern] of (usagePatterns?.mostApplied ?? []).slice(0, 5).entries()) {
    say(`${place + 1}. ${pattern.patternName}`);
    say(`   Applied: ${pattern.applicationCount}x | Success: ${percent(pattern.successRate)}`);
  }
  say('--- Recommendations ---');
  say(`High-value patterns: ${names(recommendations?.highValuePatterns)}`);
  say(`Patterns to review: ${names(recommendations?.patternsToReview)}`);
  say(`Knowledge gaps: ${recommendations?.knowledgeGaps.join(', ')}`);
};
