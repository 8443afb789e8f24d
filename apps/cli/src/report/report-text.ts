import { KnowledgeBaseHealth, type PatternStatistics } from '@tmws/contract';
import { type Page, plainLine } from '@tmws/terminal';
import { healthText } from '../output/analytics-text.ts';
import { countText } from '../output/number-text.ts';
import { percentText } from '../output/percent-text.ts';
import type { TeamReport } from './team-report.ts';

const TOP = 5;
const NONE = 'none';

const named = (pattern: PatternStatistics): string =>
  plainLine(`${pattern.patternName} ${pattern.version}${pattern.reason === '' ? '' : ` (${pattern.reason})`}`);

const list = (title: string, items: readonly string[]): string =>
  items.length === 0 ? `${title}: ${NONE}` : [`${title}:`, ...items.map((item) => `  ${item}`)].join('\n');

const missing = (page: Page, { opportunities }: TeamReport): string => {
  if (opportunities === undefined) return page.dim('This version of the core does not say what could be learned.');
  const shown = opportunities.learningOpportunities.map(
    ({ area, reason, suggestedAction }, index) =>
      `${index + 1}. ${plainLine(area)}: ${plainLine(reason)}\n   → ${plainLine(suggestedAction)}`,
  );
  return shown.length === 0 ? 'Nothing to learn shows yet.' : shown.join('\n');
};

/** The team learning report for a terminal: the parts of the specification's Example 4, and what could be learned. */
export const reportText = (page: Page, report: TeamReport): string => {
  const { analytics, scope } = report;
  const { overview, distribution, usagePatterns, recommendations } = analytics;
  const heading = (text: string): string => page.bold(`--- ${text} ---`);
  const days = countText(analytics.window?.days ?? 0, 'day');
  const categories = Object.entries(distribution?.byCategory ?? {}).toSorted(([, a], [, b]) => b - a);
  const top = (usagePatterns?.mostApplied ?? []).slice(0, TOP);
  return [
    page.bold(`=== Team Learning Report (last ${days}) ===`),
    ...(scope.length === 0 ? [] : [page.dim(`Only ${scope.map(plainLine).join(', ')}`)]),
    '',
    `Total patterns: ${overview?.totalPatterns ?? 0}`,
    `Total applications: ${overview?.totalApplications ?? 0}, of which ${analytics.window?.applications ?? 0} in the last ${days}`,
    `Average success rate: ${percentText(overview?.avgSuccessRate ?? 0)}`,
    `Knowledge base health: ${healthText(page, overview?.knowledgeBaseHealth ?? KnowledgeBaseHealth.UNKNOWN)}`,
    '',
    heading('Category distribution'),
    ...categories.map(([category, count]) => `  ${plainLine(category)}: ${countText(count, 'pattern')}`),
    '',
    heading('Top 5 most used patterns'),
    ...top.map(
      (pattern, index) =>
        `${index + 1}. ${plainLine(pattern.patternName)}\n   Applied: ${pattern.applicationCount}x | Success: ${percentText(pattern.successRate)}`,
    ),
    '',
    heading('Recommendations'),
    list('High-value patterns', (recommendations?.highValuePatterns ?? []).map(named)),
    list('Patterns to review', (recommendations?.patternsToReview ?? []).map(named)),
    `Knowledge gaps: ${(recommendations?.knowledgeGaps ?? []).map(plainLine).join(', ') || NONE}`,
    '',
    heading('What is missing'),
    missing(page, report),
  ].join('\n');
};
