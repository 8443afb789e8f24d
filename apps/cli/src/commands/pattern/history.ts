import { ListRevisionsResponse, type Revision } from '@tmws/contract';
import { timeText } from '@tmws/terminal';
import { table } from '@tmws/terminal/table';
import type { Command } from '../../command.ts';
import { messageJson } from '../../output/message-json.ts';
import { resolvePattern } from '../../patterns/resolve-pattern.ts';

const HEADER = ['REVISION', 'WHEN', 'WHO', 'CHANGED', 'REASON'];

const row = (revision: Revision): readonly string[] => [
  String(revision.revision),
  timeText(revision.createdAt),
  revision.actingFor === undefined ? revision.agentId : `${revision.agentId} for ${revision.actingFor}`,
  revision.redacted ? '(redacted)' : revision.changedFields.join(', '),
  revision.reason,
];

/** `tmws pattern history`: ListRevisions. */
export const history: Command = {
  positionals: { pattern: 'The pattern: id, name or name@version' },
  options: {
    limit: { type: 'number', description: 'Most revisions, 1 to 200 (default: 50)' },
    'page-token': { type: 'string', description: 'Token of the page before, to go on from there' },
  },
  examples: [{ line: 'tmws pattern history retry-with-jitter', description: 'who changed what, when and why' }],
  run: async (context) => {
    const given = context.arguments;
    const { patterns } = await context.connect();
    const response = await patterns.listRevisions({
      patternId: await resolvePattern(patterns, given.required('pattern')),
      pageSize: given.number('limit') ?? 0,
      pageToken: given.text('page-token') ?? '',
    });
    if (response.nextPageToken !== '') context.hint(`There are more: --page-token ${response.nextPageToken}`);
    return {
      json: () => messageJson(ListRevisionsResponse, response),
      text: (page) => table(page, HEADER, response.revisions.map(row)),
    };
  },
};
