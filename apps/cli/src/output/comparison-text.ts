import type { CompareVersionsResponse, Pattern, UsageSummary } from '@tmws/contract';
import { type Page, plainLine } from '@tmws/terminal';
import { changesText } from './changes-text.ts';
import { fitLine, type LinePart } from './fit-line.ts';
import { scoreText } from './number-text.ts';
import { recordText } from './version-tree.ts';

/** Below it, and above one minus it, a probability says something. */
const CLEAR = 0.1;

const LABEL = 'old  ';

const side = (page: Page, pattern: Pattern | undefined, usage: UsageSummary | undefined): string => {
  if (pattern === undefined || usage === undefined) return '';
  const parts: readonly LinePart[] = [
    { text: plainLine(`${pattern.patternName} ${pattern.version}`), mark: page.bold },
    { text: `${recordText(usage)}, confidence ${scoreText(usage.confidenceScore)}` },
    { text: pattern.id, mark: page.dim },
  ];
  return fitLine(page, parts, LABEL.length);
};

const signed = (difference: number): string => `${difference < 0 ? '-' : '+'}${scoreText(Math.abs(difference))}`;

const verdict = (page: Page, probability: number): string => {
  const text = `better with probability ${scoreText(probability)}`;
  if (probability < CLEAR) return page.red(text);
  return probability > 1 - CLEAR ? page.green(text) : text;
};

/** How two versions differ, for people: both records, what they say of each other, then the content by path. */
export const comparisonText = (page: Page, response: CompareVersionsResponse): string => {
  const { oldPattern, newPattern, oldUsage, newUsage, successRateDifference, probabilityNewBetter, changes } = response;
  const difference = successRateDifference === undefined ? '' : `success rate ${signed(successRateDifference)}, `;
  return [
    `old  ${side(page, oldPattern, oldUsage)}`,
    `new  ${side(page, newPattern, newUsage)}`,
    `     ${difference}${verdict(page, probabilityNewBetter)}`,
    '',
    ...(changes.length === 0 ? ['No difference in content.'] : changesText(page, changes)),
  ].join('\n');
};
