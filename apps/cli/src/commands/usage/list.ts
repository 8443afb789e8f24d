import { ListUsageResponse } from '@tmws/contract';
import { UsageError } from '@tmws/terminal';
import type { Command } from '../../command.ts';
import { messageJson } from '../../output/message-json.ts';
import { usagesText } from '../../output/usage-text.ts';
import { resolvePattern } from '../../patterns/resolve-pattern.ts';

const readTime = (text: string | undefined): Date | undefined => {
  if (text === undefined) return undefined;
  const time = new Date(text);
  if (!Number.isNaN(time.getTime())) return time;
  throw new UsageError(`--since "${text}" is no date. Write it as 2026-01-31 or 2026-01-31T08:00:00Z.`);
};

/** `tmws usage list`: ListUsage. */
export const list: Command = {
  positionals: { pattern: 'The pattern: id, name or name@version' },
  options: {
    limit: { type: 'number', description: 'Most uses, 1 to 200 (default: 50)' },
    'page-token': { type: 'string', description: 'Token of the page before, to go on from there' },
    'used-by': { type: 'string', description: 'Only uses by this agent' },
    since: { type: 'string', description: 'Only uses from this date or time on' },
    open: { type: 'boolean', description: 'Only uses whose outcome is not known' },
  },
  examples: [
    { line: 'tmws usage list retry-with-jitter --limit 20', description: 'the last twenty' },
    { line: 'tmws usage list retry-with-jitter --open --json', description: 'those to follow up, for a program' },
  ],
  run: async (context) => {
    const given = context.arguments;
    const since = readTime(given.text('since'));
    const { patterns, usage } = await context.connect();
    const response = await usage.listUsage({
      patternId: await resolvePattern(patterns, given.required('pattern')),
      agentId: given.text('used-by'),
      since,
      withoutOutcome: given.flag('open') ?? false,
      pageSize: given.number('limit') ?? 0,
      pageToken: given.text('page-token') ?? '',
    });
    if (response.nextPageToken !== '') context.hint(`There are more: --page-token ${response.nextPageToken}`);
    return {
      json: () => messageJson(ListUsageResponse, response),
      text: (page) => usagesText(page, response),
    };
  },
};
