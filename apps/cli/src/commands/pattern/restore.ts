import { RestoreRevisionResponse } from '@tmws/contract';
import type { Command } from '../../command.ts';
import { messageJson } from '../../output/message-json.ts';
import { updatedText } from '../../output/updated-text.ts';
import { resolvePattern } from '../../patterns/resolve-pattern.ts';

/** `tmws pattern restore`: RestoreRevision. */
export const restore: Command = {
  positionals: { pattern: 'The pattern: id, name or name@version' },
  options: {
    revision: { type: 'number', isRequired: true, description: 'Number of the revision to restore' },
    etag: { type: 'string', description: 'Refuse if the pattern has changed since this etag' },
    reason: { type: 'string', description: 'Why, kept in its history (default: "restored revision N")' },
    'accept-finding': { type: 'string', isList: true, description: 'Id of a finding that you have seen' },
  },
  examples: [
    {
      line: 'tmws pattern restore retry-with-jitter --revision 2',
      description: 'its content of then, as a new revision',
    },
  ],
  run: async (context) => {
    const given = context.arguments;
    const { patterns } = await context.connect();
    const response = await patterns.restoreRevision({
      patternId: await resolvePattern(patterns, given.required('pattern')),
      revision: given.number('revision') ?? 0,
      etag: given.text('etag'),
      reason: given.text('reason'),
      acceptFindings: [...given.list('accept-finding')],
    });
    return {
      json: () => messageJson(RestoreRevisionResponse, response),
      text: (page) => updatedText(page, { done: 'Restored', pattern: response.pattern, findings: response.findings }),
    };
  },
};
