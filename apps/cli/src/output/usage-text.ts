import type { ListUsageResponse, RecordUsageResponse, Usage } from '@tmws/contract';
import { type Page, plainLine, timeText } from '@tmws/terminal';
import { table } from '@tmws/terminal/table';
import { countText, scoreText } from './number-text.ts';

const HEADER = ['USED', 'BY', 'OUTCOME', 'SECONDS', 'CONTEXT', 'ID'];

const outcomeText = ({ success }: Usage): string => {
  if (success === undefined) return 'open';
  return success ? 'success' : 'failure';
};

const row = (usage: Usage): readonly string[] => [
  timeText(usage.usedAt),
  usage.agentId,
  outcomeText(usage),
  usage.executionTime === undefined ? '-' : String(usage.executionTime),
  usage.contextData === undefined ? '-' : JSON.stringify(usage.contextData),
  usage.id,
];

/** The history of a pattern for people, times in UTC. */
export const usagesText = (page: Page, { usages }: ListUsageResponse): string =>
  usages.length === 0 ? 'No uses.' : table(page, HEADER, usages.map(row));

/** What was recorded and what the pattern's record is now. */
export const recordedText = (page: Page, { usage, pattern }: RecordUsageResponse): string => {
  if (usage === undefined || pattern === undefined) return '';
  const { usageCount, successCount, failureCount, successRate } = pattern;
  const rate =
    successCount + failureCount === 0
      ? 'no outcome known yet'
      : `${scoreText(successRate)} of ${countText(successCount + failureCount, 'outcome')} a success`;
  return [
    `${page.bold(plainLine(pattern.patternName))} ${pattern.version}: ${outcomeText(usage)}; ${countText(usageCount, 'use')}, ${rate}`,
    page.dim(`use: ${usage.id}`),
  ].join('\n');
};
