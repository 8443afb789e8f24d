import { CompareVersionsResponse } from '@tmws/contract';
import type { Command } from '../../command.ts';
import { comparisonText } from '../../output/comparison-text.ts';
import { messageJson } from '../../output/message-json.ts';
import { resolvePattern } from '../../patterns/resolve-pattern.ts';

/** `tmws version compare`: CompareVersions. */
export const compare: Command = {
  positionals: {
    old: 'The older version: id, name or name@version',
    new: 'The newer one: id, name or name@version',
  },
  options: {},
  examples: [
    {
      line: 'tmws version compare retry-with-jitter@1.0.0 retry-with-jitter@2.0.0',
      description: 'what changed, and which of them does better',
    },
    { line: 'tmws version compare retry-with-jitter@1.0.0 retry-with-jitter --json', description: 'for a program' },
  ],
  run: async (context) => {
    const { patterns, versions } = await context.connect();
    const response = await versions.compareVersions({
      oldPatternId: await resolvePattern(patterns, context.arguments.required('old')),
      newPatternId: await resolvePattern(patterns, context.arguments.required('new')),
    });
    return {
      json: () => messageJson(CompareVersionsResponse, response),
      text: (page) => comparisonText(page, response),
    };
  },
};
