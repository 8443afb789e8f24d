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

/** The patterns that fit a task, for people: what to do with them, then each whole. */
export const appliedText = (page: Page, response: ApplyPatternResponse): string => {
  const guidance = response.applicationGuidance;
  return [
    ...(response.degraded ? [page.yellow(`Degraded: ${plainLine(response.degradedReason)}`)] : []),
    ...[response.message, guidance?.guidance ?? ''].map(plainLine).filter((line) => line !== ''),
    ...response.patterns.map((pattern) => `\n${patternText(page, pattern)}`),
    ...(guidance === undefined || guidance.nextStep === '' ? [] : [`\n${plainLine(guidance.nextStep)}`]),
    ...(response.applicationId === '' ? [] : [page.dim(`application_id: ${response.applicationId}`)]),
  ].join('\n');
};
