import { DeletePatternResponse } from '@tmws/contract';
import { timeText } from '@tmws/terminal';
import type { Command } from '../../command.ts';
import { messageJson } from '../../output/message-json.ts';
import { resolvePattern } from '../../patterns/resolve-pattern.ts';

/** `tmws pattern delete`: DeletePattern. */
export const deletePattern: Command = {
  positionals: { pattern: 'The pattern: id, name or name@version' },
  options: {
    etag: { type: 'string', description: 'Refuse if the pattern has changed since this etag' },
    'as-admin': { type: 'boolean', description: 'Use your right as an admin of its namespace' },
    yes: { type: 'boolean', description: 'Accepted for scripts; a deletion can be undone' },
  },
  examples: [{ line: 'tmws pattern delete retry-with-jitter@1.0.0', description: 'hide one version for 30 days' }],
  run: async (context) => {
    const given = context.arguments;
    const { patterns } = await context.connect();
    const patternId = await resolvePattern(patterns, given.required('pattern'));
    const response = await patterns.deletePattern({
      patternId,
      etag: given.text('etag'),
      asAdmin: given.flag('as-admin') ?? false,
    });
    return {
      json: () => messageJson(DeletePatternResponse, response),
      text: () =>
        `Deleted ${patternId}. Until ${response.purgeAt === undefined ? 'it is purged' : timeText(response.purgeAt)} it comes back by: tmws pattern undelete ${patternId}`,
    };
  },
};
