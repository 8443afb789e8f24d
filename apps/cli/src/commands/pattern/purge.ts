import { PurgePatternResponse } from '@tmws/contract';
import type { Command } from '../../command.ts';
import { messageJson } from '../../output/message-json.ts';
import { resolveDeleted } from '../../patterns/resolve-deleted.ts';
import { resolvePattern } from '../../patterns/resolve-pattern.ts';
import { requireYes, YES_OPTION } from '../../require-yes.ts';

/** `tmws pattern purge`: PurgePattern. */
export const purge: Command = {
  positionals: { pattern: 'The pattern: id, name or name@version' },
  options: {
    reason: { type: 'string', description: 'Why, kept in the audit log' },
    deleted: { type: 'boolean', description: 'The name is that of a deleted pattern of yours' },
    ...YES_OPTION,
  },
  examples: [
    {
      line: 'tmws pattern purge 0198a3c2-7e41-7c55-9d2a-4f1b0c9e6a77 --reason "personal data" --yes',
      description: 'remove it with its history, for admins',
    },
  ],
  run: async (context) => {
    const given = context.arguments;
    const reference = given.required('pattern');
    await requireYes(context, `This removes pattern "${reference}" with its history, revisions and files.`);
    const { patterns } = await context.connect();
    const resolve = given.flag('deleted') === true ? resolveDeleted : resolvePattern;
    const patternId = await resolve(patterns, reference);
    const response = await patterns.purgePattern({ patternId, reason: given.text('reason') });
    return {
      json: () => messageJson(PurgePatternResponse, response),
      text: () => `Purged ${patternId}.`,
    };
  },
};
