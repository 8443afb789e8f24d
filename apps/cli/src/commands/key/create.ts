import { CreateApiKeyResponse, Scope } from '@tmws/contract';
import { enumChoices, enumFromText } from '@tmws/terminal';
import type { Command } from '../../command.ts';
import { secretText } from '../../output/identity-text.ts';
import { messageJson } from '../../output/message-json.ts';
import { readDate } from '../../read-date.ts';

/** `tmws key create`: CreateApiKey. */
export const create: Command = {
  options: {
    for: { type: 'string', description: 'The agent that it stands for (default: you)' },
    scope: {
      type: 'string',
      isList: true,
      choices: enumChoices(Scope),
      description: 'What it allows (default: read and write)',
    },
    description: { type: 'string', description: 'What it is for, at most 1,000 characters' },
    expires: { type: 'string', description: 'When it ends, as a date or time (default: never)' },
  },
  examples: [
    {
      line: 'tmws key create --description "CI of the web team"',
      description: 'a key of your own; its secret is shown once',
    },
    {
      line: 'tmws key create --scope read --expires 2030-01-01 --json',
      description: 'one that reads for a while, for a program',
    },
  ],
  run: async (context) => {
    const given = context.arguments;
    const { access } = await context.connect();
    const response = await access.createApiKey({
      agentId: given.text('for'),
      scopes: given.list('scope').map((scope) => enumFromText(Scope, scope)),
      description: given.text('description'),
      expiresAt: readDate('expires', given.text('expires')),
    });
    if (response.secret !== '') context.hint('Keep the secret now: it is shown this once.');
    return {
      json: () => messageJson(CreateApiKeyResponse, response),
      text: (page) => secretText(page, response),
    };
  },
};
