import { UndeletePatternResponse } from '@tmws/contract';
import type { Command } from '../../command.ts';
import { messageJson } from '../../output/message-json.ts';
import { updatedText } from '../../output/updated-text.ts';
import { resolveDeleted } from '../../patterns/resolve-deleted.ts';

/** `tmws pattern undelete`: UndeletePattern. */
export const undelete: Command = {
  positionals: { pattern: 'The deleted pattern: id, name or name@version' },
  options: {},
  examples: [{ line: 'tmws pattern undelete retry-with-jitter@1.0.0', description: 'bring it back as it was' }],
  run: async (context) => {
    const { patterns } = await context.connect();
    const patternId = await resolveDeleted(patterns, context.arguments.required('pattern'));
    const response = await patterns.undeletePattern({ patternId });
    return {
      json: () => messageJson(UndeletePatternResponse, response),
      text: (page) => updatedText(page, { done: 'Brought back', pattern: response.pattern, findings: [] }),
    };
  },
};
