import { GetApiKeyResponse } from '@tmws/contract';
import type { Command } from '../../command.ts';
import { apiKeyText } from '../../output/identity-text.ts';
import { messageJson } from '../../output/message-json.ts';

/** `tmws key show`: GetApiKey. */
export const show: Command = {
  positionals: { key: 'Id of the key' },
  options: {},
  examples: [
    {
      line: 'tmws key show 0198a3c2-7e41-7c55-9d2a-4f1b0c9e6a77',
      description: 'what it allows and when it was last used',
    },
  ],
  run: async (context) => {
    const given = context.arguments;
    const { access } = await context.connect();
    const response = await access.getApiKey({ apiKeyId: given.required('key') });
    return {
      json: () => messageJson(GetApiKeyResponse, response),
      text: (page) => apiKeyText(page, response.apiKey),
    };
  },
};
