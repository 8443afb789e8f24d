import { RemoteError } from '@tmws/client';
import { AccessLevel, ApprovePatternResponse } from '@tmws/contract';
import { enumText, plainLine } from '@tmws/terminal';
import type { Command } from '../../command.ts';
import { findingsSummary, findingsText } from '../../output/findings-text.ts';
import { messageJson } from '../../output/message-json.ts';
import { findingsLeft } from '../../patterns/findings-left.ts';
import { resolvePattern } from '../../patterns/resolve-pattern.ts';

/** `tmws pattern approve`: ApprovePattern. */
export const approve: Command = {
  positionals: { pattern: 'The pattern that an import set aside: id, name or name@version' },
  options: {
    'accept-finding': {
      type: 'string',
      isList: true,
      description: 'Id of a finding that you have seen; one for each that `tmws pattern lint` shows',
    },
    etag: { type: 'string', description: 'Only if the pattern is still the one with this etag' },
  },
  examples: [
    {
      line: 'tmws pattern approve imported-skill --accept-finding 0198f0c2-7d4e-7a61-9b1f-3c5d2e8a4b60',
      description: 'when you have seen what `tmws pattern lint` says of it',
    },
  ],
  run: async (context) => {
    const given = context.arguments;
    const { patterns } = await context.connect();
    const patternId = await resolvePattern(patterns, given.required('pattern'));
    const acceptFindings = [...given.list('accept-finding')];
    const response = await patterns
      .approvePattern({ patternId, acceptFindings, etag: given.text('etag') })
      .catch(async (error: unknown) => {
        if (!(error instanceof RemoteError) || error.reason !== 'FINDINGS_NOT_ACCEPTED') throw error;
        const { findings } = await patterns.lintPattern({ patternId });
        throw findingsLeft(given.required('pattern'), findings, acceptFindings);
      });
    return {
      json: () => messageJson(ApprovePatternResponse, response),
      text: (page) => {
        const { pattern, findings } = response;
        if (pattern === undefined) return findingsText(page, findings).join('\n');
        const level = enumText(AccessLevel, pattern.accessLevel);
        const line = `Approved ${page.bold(plainLine(pattern.patternName))} ${pattern.version}: active, level ${level}`;
        return [line, ...findingsSummary(page, findings, pattern.id)].join('\n');
      },
    };
  },
};
