import { LintPatternResponse } from '@tmws/contract';
import type { Command } from '../../command.ts';
import { findingsText } from '../../output/findings-text.ts';
import { messageJson } from '../../output/message-json.ts';
import { resolvePattern } from '../../patterns/resolve-pattern.ts';

/** `tmws pattern lint`: LintPattern. */
export const lint: Command = {
  positionals: { pattern: 'The pattern: id, name or name@version' },
  options: {},
  examples: [
    { line: 'tmws pattern lint retry-with-jitter', description: 'what is worth mending' },
    { line: 'tmws pattern lint retry-with-jitter@1.0.0 --json', description: 'one version, for a program' },
  ],
  run: async (context) => {
    const { patterns } = await context.connect();
    const patternId = await resolvePattern(patterns, context.arguments.required('pattern'));
    const response = await patterns.lintPattern({ patternId });
    return {
      json: () => messageJson(LintPatternResponse, response),
      text: (page) =>
        response.findings.length === 0 ? 'Nothing to mend.' : findingsText(page, response.findings).join('\n'),
    };
  },
};
