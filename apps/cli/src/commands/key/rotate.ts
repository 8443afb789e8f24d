import { RotateApiKeyResponse } from '@tmws/contract';
import type { Command } from '../../command.ts';
import { secretText } from '../../output/identity-text.ts';
import { messageJson } from '../../output/message-json.ts';

/** `tmws key rotate`: RotateApiKey. */
export const rotate: Command = {
  positionals: { key: 'Id of the key' },
  options: {
    overlap: { type: 'number', description: 'Hours for which the old secret works too, 0 to 720 (default: 24)' },
  },
  examples: [
    {
      line: 'tmws key rotate 0198a3c2-7e41-7c55-9d2a-4f1b0c9e6a77',
      description: 'a new secret; the old one works for a day',
    },
    {
      line: 'tmws key rotate 0198a3c2-7e41-7c55-9d2a-4f1b0c9e6a77 --overlap 0',
      description: 'the old one ends at once',
    },
  ],
  run: async (context) => {
    const given = context.arguments;
    const { access } = await context.connect();
    const hours = given.number('overlap');
    const response = await access.rotateApiKey({
      apiKeyId: given.required('key'),
      overlap: hours === undefined ? undefined : { seconds: Math.round(hours * 3_600), nanos: 0 },
    });
    if (response.secret !== '') context.hint('Keep the secret now: it is shown this once.');
    return {
      json: () => messageJson(RotateApiKeyResponse, response),
      text: (page) => secretText(page, response),
    };
  },
};
