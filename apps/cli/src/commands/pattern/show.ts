import { GetPatternResponse } from '@tmws/contract';
import type { Command } from '../../command.ts';
import { messageJson } from '../../output/message-json.ts';
import { patternText } from '../../output/pattern-text.ts';
import { resolvePattern } from '../../patterns/resolve-pattern.ts';

/** `tmws pattern show`: GetPattern. */
export const show: Command = {
  positionals: { pattern: 'The pattern: id, name or name@version' },
  options: {},
  examples: [
    { line: 'tmws pattern show retry-with-jitter', description: 'the version that search shows' },
    { line: 'tmws pattern show retry-with-jitter@1.0.0 --json', description: 'one version, for a program' },
  ],
  run: async (context) => {
    const { patterns } = await context.connect();
    const patternId = await resolvePattern(patterns, context.arguments.required('pattern'));
    const response = await patterns.getPattern({ patternId });
    return {
      json: () => messageJson(GetPatternResponse, response),
      text: (page) => (response.pattern === undefined ? '' : patternText(page, response.pattern)),
    };
  },
};
