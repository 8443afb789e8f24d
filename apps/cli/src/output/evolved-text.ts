import type { EvolvePatternResponse } from '@tmws/contract';
import { type Page, plainLine } from '@tmws/terminal';
import { changesText } from './changes-text.ts';
import { findingsSummary } from './findings-text.ts';
import { countText, scoreText } from './number-text.ts';

/** What was learned, for people: what became of it, the record before and after, and what changed. */
export const evolvedText = (page: Page, response: EvolvePatternResponse): string => {
  const summary = response.evolutionSummary;
  const record =
    summary === undefined
      ? []
      : [
          page.dim(
            `success ${scoreText(summary.previousSuccessRate)} → ${scoreText(summary.newSuccessRate)}, confidence ${scoreText(summary.previousConfidence)} → ${scoreText(summary.newConfidence)}, ${countText(summary.applicationsAnalyzed, 'use')}, ${countText(summary.evolutionCount, 'evolution')}`,
          ),
        ];
  return [
    plainLine(response.message),
    ...record,
    ...changesText(page, response.changes),
    ...findingsSummary(page, response.findings, response.patternId),
  ].join('\n');
};
