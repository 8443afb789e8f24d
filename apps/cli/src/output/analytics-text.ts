import {
  type GetPatternAnalyticsResponse,
  KnowledgeBaseHealth,
  type PatternStatistics,
  type VersionComparison,
  type VersionRegression,
} from '@tmws/contract';
import { enumText, type Page, plainLine } from '@tmws/terminal';
import { table } from '@tmws/terminal/table';
import { bar, barLength } from './bars.ts';
import { countText, scoreText } from './number-text.ts';
import { percentText } from './percent-text.ts';
import { inBuckets, sparkline } from './sparkline.ts';

const HEALTH_COLOURS: Readonly<Record<number, 'green' | 'yellow' | 'red'>> = {
  [KnowledgeBaseHealth.EXCELLENT]: 'green',
  [KnowledgeBaseHealth.GOOD]: 'yellow',
  [KnowledgeBaseHealth.NEEDS_IMPROVEMENT]: 'red',
};

const LONGEST_SERIES = 60;
const SERIES_LABEL = 'learned   '.length;
const COUNT_COLUMNS = 8;
const WIDEST_NAME = 32;

/** The health in a word, coloured. */
export const healthText = (page: Page, health: KnowledgeBaseHealth): string => {
  const colour = HEALTH_COLOURS[health];
  const text = enumText(KnowledgeBaseHealth, health).replaceAll('_', ' ');
  return colour === undefined ? text : page[colour](text);
};

const overview = (page: Page, { overview: whole }: GetPatternAnalyticsResponse): string => {
  const health = whole?.knowledgeBaseHealth ?? KnowledgeBaseHealth.UNKNOWN;
  const totals = [
    countText(whole?.totalPatterns ?? 0, 'pattern'),
    countText(whole?.totalApplications ?? 0, 'application'),
    `${(whole?.avgApplicationsPerPattern ?? 0).toFixed(2)} a pattern`,
    `average success ${percentText(whole?.avgSuccessRate ?? 0)}`,
  ];
  return `${page.bold(totals.join(', '))}: ${healthText(page, health)}`;
};

const seriesLine = (page: Page, name: string, values: readonly number[]): string => {
  const width = Math.min(LONGEST_SERIES, (page.width ?? LONGEST_SERIES + SERIES_LABEL) - SERIES_LABEL);
  return `${page.dim(name.padEnd(SERIES_LABEL))}${sparkline(inBuckets(values, width))}`;
};

const lastDays = (page: Page, response: GetPatternAnalyticsResponse): string => {
  const { window, dailyUsage, learningTimeline } = response;
  const learned = learningTimeline.reduce((sum, day) => sum + day.patternsCreated, 0);
  const numbers = [
    countText(window?.applications ?? 0, 'application'),
    `success ${percentText(window?.avgSuccessRate ?? 0)}`,
    `${countText(learned, 'pattern')} learned`,
  ];
  return [
    page.bold(`Last ${countText(window?.days ?? 0, 'day')}: ${numbers.join(', ')}`),
    seriesLine(
      page,
      'used',
      dailyUsage.map((day) => day.applications),
    ),
    seriesLine(
      page,
      'learned',
      learningTimeline.map((day) => day.patternsCreated),
    ),
  ].join('\n');
};

const bars = (page: Page, title: string, counts: readonly (readonly [string, number])[]): string => {
  const greatest = Math.max(1, ...counts.map(([, count]) => count));
  const name = Math.min(WIDEST_NAME, Math.max(0, ...counts.map(([label]) => plainLine(label).length)));
  const length = barLength(page.width, name + COUNT_COLUMNS + 4);
  const rows = counts.map(([label, count]) => [label, String(count), bar(count / greatest, length)]);
  return table(page, [title, 'PATTERNS', ''], rows);
};

const HEADER = ['VERSION', 'USES', 'SUCCESS', 'CONFIDENCE'];

const row = (pattern: PatternStatistics): readonly string[] => [
  pattern.patternName,
  pattern.version,
  String(pattern.applicationCount),
  percentText(pattern.successRate),
  scoreText(pattern.confidenceScore),
];

const ranking = (page: Page, title: string, patterns: readonly PatternStatistics[]): readonly string[] => {
  if (patterns.length === 0) return [];
  const withReason = patterns.some((pattern) => pattern.reason !== '');
  return [
    table(
      page,
      [title, ...HEADER, ...(withReason ? ['WHY'] : [])],
      patterns.map((pattern) => [...row(pattern), ...(withReason ? [pattern.reason] : [])]),
    ),
  ];
};

const comparisonLine = ({ patternName, versions }: VersionComparison): string => {
  const records = versions.map(
    (version) => `${version.version} ${percentText(version.successRate)} of ${version.applicationCount}`,
  );
  return plainLine(`${patternName}: ${records.join(' → ')}`);
};

const regressionLine = ({ pattern, parent, outcomeCount, probabilityBetter }: VersionRegression): string =>
  plainLine(
    `${pattern?.patternName ?? ''} ${pattern?.version ?? ''}: ${percentText(pattern?.successRate ?? 0)} over ${countText(outcomeCount, 'outcome')}, ${parent?.version ?? ''} had ${percentText(parent?.successRate ?? 0)}; better with a probability of ${scoreText(probabilityBetter)}`,
  );

const lines = (page: Page, title: string, items: readonly string[]): readonly string[] =>
  items.length === 0 ? [] : [[page.bold(title), ...items.map((item) => `  ${item}`)].join('\n')];

/** The statistics for people, as wide as the terminal. */
export const analyticsText = (page: Page, response: GetPatternAnalyticsResponse): string => {
  const { distribution, usagePatterns, recommendations } = response;
  if (response.totalPatterns === 0) return `${overview(page, response)}\nThere is no pattern that you may read here.`;
  const confidence = distribution?.byConfidence;
  const categories = Object.entries(distribution?.byCategory ?? {}).toSorted(([, a], [, b]) => b - a);
  return [
    overview(page, response),
    lastDays(page, response),
    bars(page, 'CATEGORY', categories),
    bars(page, 'CONFIDENCE', [
      ['high', confidence?.high ?? 0],
      ['medium', confidence?.medium ?? 0],
      ['low', confidence?.low ?? 0],
    ]),
    ...ranking(page, 'MOST USED', usagePatterns?.mostApplied ?? []),
    ...ranking(page, 'LEAST USED', usagePatterns?.leastApplied ?? []),
    page.dim(`Never used: ${countText(usagePatterns?.unusedPatterns ?? 0, 'pattern')}`),
    ...ranking(page, 'HIGH VALUE', recommendations?.highValuePatterns ?? []),
    ...ranking(page, 'TO REVIEW', recommendations?.patternsToReview ?? []),
    ...lines(page, 'Versions side by side', response.versionComparisons.map(comparisonLine)),
    ...lines(page, page.red('Worse than the version before'), response.regressions.map(regressionLine)),
    ...lines(page, 'Much done, little known', (recommendations?.knowledgeGaps ?? []).map(plainLine)),
  ].join('\n\n');
};
