import { Scope, UpdateApiKeyResponse } from '@tmws/contract';
import { enumChoices, enumFromText } from '@tmws/terminal';
import type { Command } from '../../command.ts';
import { apiKeyText } from '../../output/identity-text.ts';
import { messageJson } from '../../output/message-json.ts';
import { readDate } from '../../read-date.ts';

/** `tmws key update`: UpdateApiKey. */
export const update: Command = {
  positionals: { key: 'Id of the key' },
  options: {
    scope: { type: 'string', isList: true, choices: enumChoices(Scope), description: 'What it allows from now on' },
    description: { type: 'string', description: 'What it is for; empty clears it' },
    expires: { type: 'string', description: 'When it ends, as a date or time, or never' },
  },
  examples: [
    {
      line: 'tmws key update 0198a3c2-7e41-7c55-9d2a-4f1b0c9e6a77 --scope read',
      description: 'it only reads from the next call on',
    },
    { line: 'tmws key update 0198a3c2-7e41-7c55-9d2a-4f1b0c9e6a77 --expires never', description: 'it does not end' },
  ],
  run: async (context) => {
    const given = context.arguments;
    const { access } = await context.connect();
    const [scopes, description, expires] = [given.list('scope'), given.text('description'), given.text('expires')];
    const updateMask = [
      ...(scopes.length === 0 ? [] : ['scopes']),
      ...(description === undefined ? [] : ['description']),
      ...(expires === undefined ? [] : ['expires_at']),
    ];
    const response = await access.updateApiKey({
      apiKeyId: given.required('key'),
      updateMask,
      scopes: scopes.map((scope) => enumFromText(Scope, scope)),
      description,
      expiresAt: expires === 'never' ? undefined : readDate('expires', expires),
    });
    return {
      json: () => messageJson(UpdateApiKeyResponse, response),
      text: (page) => apiKeyText(page, response.apiKey),
    };
  },
};
