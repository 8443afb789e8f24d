import type { ApplyResult } from './apply-result.ts';

type Pattern = ApplyResult['patterns'][number];

const patternText = (pattern: Pattern, number: number): string => {
  const { content = pattern.description ?? '', part } = pattern;
  const facts = [
    `similarity ${pattern.similarity}`,
    `success rate ${pattern.success_rate} in ${pattern.application_count} uses`,
    `by ${pattern.agent_id}`,
    ...(part === undefined ? [] : [`part ${part}`]),
    ...(pattern.deprecated === true ? ['deprecated'] : []),
  ];
  return `--- pattern ${number}: ${pattern.pattern_name} (id:${pattern.pattern_id}; ${facts.join(', ')})\n${content}`;
};

/** The answer as text, for clients that do not show a model structured content: guidance, then the patterns. */
export const applyText = (message: string, result: ApplyResult): string => {
  const { guidance, next_step: nextStep } = result.application_guidance;
  const open = result.open_application;
  const application = result.application_id === undefined ? '' : ` application_id: ${result.application_id}`;
  return [
    message,
    `${guidance} ${nextStep}${application}`,
    ...(result.degraded_reason === undefined ? [] : [result.degraded_reason]),
    ...(result.more ?? []),
    ...(open === undefined ? [] : [`Application ${open.application_id}: ${open.hint}`]),
    ...result.patterns.map((pattern, index) => patternText(pattern, index + 1)),
  ].join('\n');
};
