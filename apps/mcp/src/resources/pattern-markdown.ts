import type { Pattern } from '@tmws/contract';
import { dataMarkdown } from '@tmws/domain';

/** What one line tells of a pattern. */
export type PatternFacts = Pick<
  Pattern,
  'category' | 'agentId' | 'version' | 'usageCount' | 'successRate' | 'effectiveness'
>;

const record = ({ usageCount, successRate, effectiveness }: PatternFacts): string =>
  usageCount === 0
    ? 'never used'
    : `${usageCount} ${usageCount === 1 ? 'use' : 'uses'}, success rate ${successRate.toFixed(2)}, effectiveness ${effectiveness.toFixed(2)}`;

/** What a pattern is, in one line: category, owner, version, record. */
export const patternFacts = (pattern: PatternFacts): string =>
  `${pattern.category}, by ${pattern.agentId}, version ${pattern.version}, ${record(pattern)}`;

/** What the pattern says as Markdown, by the same rules as in an answer of apply_pattern. */
const content = ({ patternData }: Pattern): string => (patternData === undefined ? '' : dataMarkdown(patternData));

/** A pattern as Markdown for a person or a model: its name, what it is, what it says. Its author's words. */
export const patternMarkdown = (pattern: Pattern): string =>
  [`# ${pattern.patternName}`, `${patternFacts(pattern)} (id:${pattern.id})`, content(pattern)].join('\n\n').trimEnd();
