import { TransferOwnershipResponse } from '@tmws/contract';
import { plainLine } from '@tmws/terminal';
import type { Command } from '../../command.ts';
import { messageJson } from '../../output/message-json.ts';
import { resolvePattern } from '../../patterns/resolve-pattern.ts';

/** `tmws pattern transfer`: TransferOwnership. */
export const transfer: Command = {
  positionals: { pattern: 'The pattern: id, name or name@version', owner: 'The agent that it goes to' },
  options: {
    reason: { type: 'string', description: 'Why, kept in the audit log' },
  },
  examples: [
    {
      line: 'tmws pattern transfer retry-with-jitter build-bot --reason "Ann left"',
      description: 'all of its versions',
    },
    { line: 'tmws pattern transfer retry-with-jitter build-bot --json', description: 'for a program' },
  ],
  run: async (context) => {
    const given = context.arguments;
    const { access, patterns } = await context.connect();
    const response = await access.transferOwnership({
      patternId: await resolvePattern(patterns, given.required('pattern')),
      newAgentId: given.required('owner'),
      reason: given.text('reason'),
    });
    const { pattern, formerAgentId } = response;
    return {
      json: () => messageJson(TransferOwnershipResponse, response),
      text: (page) =>
        `${page.bold(plainLine(pattern?.patternName ?? ''))} went from ${plainLine(formerAgentId)} to ${plainLine(pattern?.agentId ?? '')}`,
    };
  },
};
