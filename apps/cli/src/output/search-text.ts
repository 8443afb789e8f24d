import type { SearchHit, SearchPatternsResponse } from '@tmws/contract';
import { asCommands, type Page, plainLine, plainText } from '@tmws/terminal';
import { ordinalText, scoreText } from './number-text.ts';

const place = (rank: number | undefined, by: string, score: number | undefined): readonly string[] => {
  if (rank === undefined) return [];
  return [`${ordinalText(rank)} by ${by}${score === undefined ? '' : ` (${scoreText(score)})`}`];
};

const why = (hit: SearchHit): string => {
  const places = [
    ...place(hit.denseRank, 'meaning', hit.semanticScore),
    ...place(hit.lexicalRank, 'words', hit.lexicalScore),
  ];
  return `${places.length === 0 ? 'it passes the filter' : places.join(', ')}; effectiveness ${scoreText(hit.effectiveness)}`;
};

const quote = (passage: string): readonly string[] =>
  plainText(passage)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => `   | ${line.trimEnd()}`);

const hitText = (page: Page, hit: SearchHit, number: number): string => {
  const { pattern } = hit;
  const origin = pattern === undefined ? '' : `${pattern.version} · ${pattern.namespace}/${pattern.agentId}`;
  const replacement =
    pattern?.replacedBy === undefined
      ? []
      : [`   ${page.yellow('deprecated, replaced by')} ${plainLine(pattern.replacedBy)}`];
  return [
    `${number}. ${page.bold(plainLine(pattern?.patternName ?? ''))}  ${page.green(scoreText(hit.similarity))}  ${page.dim(plainLine(origin))}`,
    ...quote(hit.matchedPassage),
    ...replacement,
    `   ${page.dim(`why: ${why(hit)}${hit.passageSource === '' ? '' : `; from ${plainLine(hit.passageSource)}`}`)}`,
    `   ${page.dim(`id:  ${pattern?.id ?? ''}`)}`,
  ].join('\n');
};

/** The hits of a search for people: name, similarity, the passage that matched, and why. */
export const searchText = (page: Page, response: SearchPatternsResponse): string =>
  [
    ...(response.degraded ? [page.yellow(`Degraded: ${plainLine(response.degradedReason)}`)] : []),
    ...(response.hits.length === 0
      ? [plainLine(asCommands(response.message)) || 'Nothing fits.']
      : response.hits.map((hit, index) => hitText(page, hit, index + 1))),
  ].join('\n');
