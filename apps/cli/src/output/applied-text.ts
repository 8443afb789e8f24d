import type { AppliedPattern, ApplyPatternResponse } from '@tmws/contract';
import { type Page, plainLine, plainText } from '@tmws/terminal';
import { scoreText } from './number-text.ts';

const record = (pattern: AppliedPattern): string =>
  pattern.applicationCount === 0
    ? 'not used yet'
    : `used ${pattern.applicationCount} times, success ${scoreText(pattern.successRate)}`;

const rest = (pattern: AppliedPattern): readonly string[] => [
  ...(pattern.contentTruncated && pattern.nextPart !== undefined
    ? [`… goes on: tmws apply id:${pattern.patternId} --part ${pattern.nextPart}`]
    : []),
  ...(pattern.skillFiles.length === 0 ? [] : [`Files: ${pattern.skillFiles.map(plainLine).join(', ')}`]),
  ...(pattern.deprecated ? [`Deprecated; replaced by ${plainLine(pattern.replacedBy ?? 'nothing named')}.`] : []),
];

const patternText = (page: Page, pattern: AppliedPattern): string => {
  const heading = `${page.bold(plainLine(pattern.patternName))}  ${page.green(scoreText(pattern.similarity))}`;
  const origin = page.dim(
    plainLine(
      `${pattern.version} · ${pattern.namespace}/${pattern.agentId} · ${record(pattern)} · ${pattern.patternId}`,
    ),
  );
  const body = pattern.content === '' ? plainLine(pattern.description) : plainText(pattern.content).trimEnd();
  const examples = pattern.examples.map((example) => plainText(example));
  return [heading, origin, '', body, ...examples, ...rest(pattern).map(page.dim)].join('\n');
};

/** What to type when it is done. The contract's sentence names an rpc, which nobody types. */
const nextStep = (
  page: Page,
  { patterns: [best], applicationId, applicationGuidance }: ApplyPatternResponse,
): string => {
  if (best === undefined || applicationId === '') return plainLine(applicationGuidance?.nextStep ?? '');
  const line = `tmws usage record ${best.patternId} --application ${applicationId} --success`;
  return `When you are done, record how it went, with --failure where it did not work:\n  ${page.bold(line)}`;
};

/** The patterns that fit a task, for people: what to do with them, then each whole. */
export const appliedText = (page: Page, response: ApplyPatternResponse): string => {
  const guidance = response.applicationGuidance;
  return [
    ...(response.degraded ? [page.yellow(`Degraded: ${plainLine(response.degradedReason)}`)] : []),
    ...[response.message, guidance?.guidance ?? ''].map(plainLine).filter((line) => line !== ''),
    ...response.patterns.map((pattern) => `\n${patternText(page, pattern)}`),
    ...[nextStep(page, response)].filter((line) => line !== '').map((line) => `\n${line}`),
  ].join('\n');
};
