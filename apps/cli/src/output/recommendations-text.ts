import type { Recommendation, RecommendPatternsResponse } from '@tmws/contract';
import { type Page, plainLine } from '@tmws/terminal';
import { table } from '@tmws/terminal/table';
import { scoreText } from './number-text.ts';

const HEADER = ['NAME', 'SCORE', 'SUCCESS', 'USES', 'CONFIDENCE', 'LIKENESS', 'CONTEXT', 'ID'];

const row = (recommendation: Recommendation): readonly string[] => {
  const { pattern, score, failedForAgent } = recommendation;
  return [
    `${pattern?.patternName ?? ''}${failedForAgent ? ' (failed you)' : ''}`,
    scoreText(score),
    ...[
      recommendation.successTerm,
      recommendation.usageTerm,
      recommendation.confidenceTerm,
      recommendation.similarityBoost,
      recommendation.contextBoost,
    ].map(scoreText),
    pattern?.id ?? '',
  ];
};

/** Recommendations for people: each score and the five terms that add up to it. */
export const recommendationsText = (page: Page, response: RecommendPatternsResponse): string =>
  [
    ...(response.degraded ? [page.yellow(`Degraded: ${plainLine(response.degradedReason)}`)] : []),
    ...(response.recommendations.length === 0
      ? [plainLine(response.message) || 'Nothing is recommended.']
      : [table(page, HEADER, response.recommendations.map(row))]),
  ].join('\n');
