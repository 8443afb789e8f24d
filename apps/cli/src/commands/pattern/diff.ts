import { GetRevisionResponse } from '@tmws/contract';
import { UsageError } from '@tmws/terminal';
import type { Command, CommandContext } from '../../command.ts';
import { changesText } from '../../output/changes-text.ts';
import { messageJson } from '../../output/message-json.ts';
import { resolvePattern } from '../../patterns/resolve-pattern.ts';

const numberOf = (context: CommandContext, name: string): number | undefined => {
  const text = context.arguments.text(name);
  if (text === undefined) return undefined;
  if (!/^[1-9][0-9]{0,8}$/.test(text)) throw new UsageError(`"${text}" is no number of a revision.`);
  return Number(text);
};

/** `tmws pattern diff`: GetRevision, compared with another one. */
export const diff: Command = {
  positionals: {
    pattern: 'The pattern: id, name or name@version',
    from: 'Number of the older revision (default: the one before)',
    to: 'Number of the newer revision (default: the current one)',
  },
  options: {},
  examples: [
    { line: 'tmws pattern diff retry-with-jitter', description: 'what the last change changed' },
    { line: 'tmws pattern diff retry-with-jitter 1 3', description: 'what differs between two revisions' },
  ],
  run: async (context) => {
    const { patterns } = await context.connect();
    const patternId = await resolvePattern(patterns, context.arguments.required('pattern'));
    const current = async (): Promise<number> => (await patterns.getPattern({ patternId })).pattern?.revision ?? 1;
    const revision = numberOf(context, 'to') ?? (await current());
    const compareTo = numberOf(context, 'from') ?? Math.max(revision - 1, 1);
    const response = await patterns.getRevision({ patternId, revision, compareTo });
    return {
      json: () => messageJson(GetRevisionResponse, response),
      text: (page) => {
        const heading = page.dim(`revision ${compareTo} to ${revision}`);
        if (response.revision?.redacted === true) return `${heading}\nRevision ${revision} was redacted.`;
        return [
          heading,
          ...(response.changes.length === 0 ? ['No differences.'] : changesText(page, response.changes)),
        ].join('\n');
      },
    };
  },
};
