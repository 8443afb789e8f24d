import {
  type LearningOpportunity,
  OpportunityPriority,
  type PatternStatistics,
  type VersionComparison,
  type VersionRegression,
} from '@tmws/contract';
import { enumText } from '@tmws/terminal';
import { countText, scoreText } from '../output/number-text.ts';
import { percentText } from '../output/percent-text.ts';
import { barChart, columnChart } from './charts.ts';
import { html, type Markup, NOTHING } from './html.ts';
import type { TeamReport } from './team-report.ts';

const CATEGORIES_SHOWN = 15;

const section = (title: string, content: readonly Markup[]): Markup =>
  html`<section><h2>${title}</h2>
${content}</section>
`;

const quiet = (text: string): Markup => html`<p class="quiet">${text}</p>`;

const patternTable = (patterns: readonly PatternStatistics[]): Markup => {
  const withReason = patterns.some((pattern) => pattern.reason !== '');
  const row = (
    pattern: PatternStatistics,
  ): Markup => html`<tr><td class="name">${pattern.patternName} <span class="quiet">${pattern.version}</span></td>
<td>${pattern.category}</td><td class="number">${pattern.applicationCount.toLocaleString('en')}</td><td class="number">${percentText(pattern.successRate)}</td>${withReason ? html`<td>${pattern.reason}</td>` : NOTHING}</tr>
`;
  return html`<div class="scroll"><table><thead><tr><th>Pattern</th><th>Category</th><th class="number">Uses</th><th class="number">Success</th>${withReason ? html`<th>Why</th>` : NOTHING}</tr></thead>
<tbody>${patterns.map(row)}</tbody></table></div>`;
};

/** Uses and patterns learned over the last days. */
export const activitySection = ({ analytics }: TeamReport): Markup => {
  const days = countText(analytics.window?.days ?? 0, 'day');
  const learned = analytics.learningTimeline.reduce((sum, day) => sum + day.patternsCreated, 0);
  const uses = analytics.dailyUsage.map(({ date, applications, successes, failures }) => ({
    from: date,
    to: date,
    parts: [
      { value: successes, fill: 'good' as const },
      { value: failures, fill: 'bad' as const },
      { value: Math.max(0, applications - successes - failures), fill: 'unknown' as const },
    ],
  }));
  const created = analytics.learningTimeline.map(({ date, patternsCreated }) => ({
    from: date,
    to: date,
    parts: [{ value: patternsCreated, fill: 'accent' as const }],
  }));
  const outcome = `${countText(analytics.window?.applications ?? 0, 'use')}, of those with a known outcome ${percentText(analytics.window?.avgSuccessRate ?? 0)} went well.`;
  return section(`The last ${days}`, [
    html`<h3>Patterns in use</h3>`,
    html`<p>${outcome}</p>`,
    columnChart(`Uses of patterns over the last ${days}`, uses),
    html`<p class="quiet"><span class="key fill-good"></span>went well<span class="key fill-bad"></span>went wrong<span class="key fill-unknown"></span>outcome not told</p>`,
    html`<h3>Patterns learned</h3>`,
    html`<p>${countText(learned, 'new pattern')}.</p>`,
    columnChart(`New patterns over the last ${days}`, created),
  ]);
};

/** What the patterns are about, and how sure one can be of them. */
export const knowledgeSection = ({ analytics }: TeamReport): Markup => {
  const all = Object.entries(analytics.distribution?.byCategory ?? {}).toSorted(([, a], [, b]) => b - a);
  const shown = all.slice(0, CATEGORIES_SHOWN);
  const confidence = analytics.distribution?.byConfidence;
  return section('What the team knows', [
    html`<h3>Patterns by category</h3>`,
    barChart('Number of patterns by category', shown),
    all.length > shown.length ? quiet(`${all.length - shown.length} smaller ones are not shown.`) : NOTHING,
    html`<h3>How sure it is</h3>`,
    barChart('Number of patterns by confidence', [
      ['well proven', confidence?.high ?? 0],
      ['somewhat proven', confidence?.medium ?? 0],
      ['little proven', confidence?.low ?? 0],
    ]),
  ]);
};

/** The most used patterns, and those worth passing on. */
export const rankingSection = ({ analytics }: TeamReport): Markup => {
  const most = analytics.usagePatterns?.mostApplied ?? [];
  const valuable = analytics.recommendations?.highValuePatterns ?? [];
  const unused = analytics.usagePatterns?.unusedPatterns ?? 0;
  return section('What is used', [
    html`<h3>Top 5 most used patterns</h3>`,
    most.length === 0 ? quiet('No pattern was used yet.') : patternTable(most),
    unused > 0 ? quiet(`${countText(unused, 'pattern')} never used.`) : NOTHING,
    html`<h3>High-value patterns</h3>`,
    valuable.length === 0
      ? quiet('None yet: used more than average, and in more than 80 % of the cases with success.')
      : patternTable(valuable),
  ]);
};

const comparisonItem = ({ patternName, versions }: VersionComparison): Markup =>
  html`<li><b>${patternName}</b>: ${versions.map((version) => `${version.version} ${percentText(version.successRate)} of ${countText(version.applicationCount, 'use')}`).join(' → ')}</li>`;

const regressionItem = ({ pattern, parent, outcomeCount, probabilityBetter }: VersionRegression): Markup =>
  html`<li><b>${pattern?.patternName ?? ''} ${pattern?.version ?? ''}</b> succeeds in ${percentText(pattern?.successRate ?? 0)} of ${countText(outcomeCount, 'case')}; version ${parent?.version ?? ''} before it did in ${percentText(parent?.successRate ?? 0)}. That it is the better one has a probability of ${scoreText(probabilityBetter)}.</li>`;

/** What should be looked at. */
export const reviewSection = ({ analytics }: TeamReport): Markup => {
  const review = analytics.recommendations?.patternsToReview ?? [];
  const { regressions, versionComparisons } = analytics;
  return section('What to review', [
    review.length === 0 ? quiet('No pattern fails often or is forgotten.') : patternTable(review),
    regressions.length === 0
      ? NOTHING
      : html`<h3 class="bad">Worse than the version before</h3><ul>${regressions.map(regressionItem)}</ul>`,
    versionComparisons.length === 0
      ? NOTHING
      : html`<h3>Versions side by side</h3><ul>${versionComparisons.map(comparisonItem)}</ul>`,
  ]);
};

const PRIORITY_CLASSES: Readonly<Record<number, string>> = {
  [OpportunityPriority.HIGH]: 'bad',
  [OpportunityPriority.MEDIUM]: 'fair',
};

const opportunityItem = ({ area, priority, reason, suggestedAction }: LearningOpportunity): Markup =>
  html`<li><b>${area}</b><span class="priority ${PRIORITY_CLASSES[priority] ?? 'quiet'}">${enumText(OpportunityPriority, priority)}</span><br>${reason}.<br><span class="quiet">${suggestedAction}.</span></li>`;

/** What could be learned. */
export const missingSection = ({ analytics, opportunities }: TeamReport): Markup => {
  const gaps = analytics.recommendations?.knowledgeGaps ?? [];
  const shown = opportunities?.learningOpportunities ?? [];
  const hidden = (opportunities?.opportunityCount ?? 0) - shown.length;
  return section('What is missing', [
    gaps.length === 0
      ? quiet('Every area in which something is done has patterns.')
      : html`<p>Much is done and little is known in: ${gaps.join(', ')}.</p>`,
    opportunities === undefined ? quiet('This version of the core does not say what could be learned.') : NOTHING,
    shown.length === 0 ? NOTHING : html`<ol>${shown.map(opportunityItem)}</ol>`,
    hidden > 0 ? quiet(`${hidden} less urgent ones are not shown.`) : NOTHING,
  ]);
};
