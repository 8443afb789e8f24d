import { DeleteApiKeyResponse } from '@tmws/contract';
import type { Command } from '../../command.ts';
import { apiKeyText } from '../../output/identity-text.ts';
import { messageJson } from '../../output/message-json.ts';
import { requireYes, YES_OPTION } from '../../require-yes.ts';

/** `tmws key revoke`: DeleteApiKey. */
export const revoke: Command = {
  positionals: { key: 'Id of the key' },
  options: YES_OPTION,
  examples: [{ line: 'tmws key revoke 0198a3c2-7e41-7c55-9d2a-4f1b0c9e6a77 --yes', description: 'end it at once' }],
  run: async (context) => {
    const given = context.arguments;
    const { access } = await context.connect();
    const apiKeyId = given.required('key');
    await requireYes(context, `Key ${apiKeyId} would be revoked.`);
    const response = await access.deleteApiKey({ apiKeyId });
    return {
      json: () => messageJson(DeleteApiKeyResponse, response),
      text: (page) => apiKeyText(page, response.apiKey),
    };
  },
};
