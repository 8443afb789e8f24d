import { VerifyAuditResponse } from '@tmws/contract';
import { EXIT_CODES, plainLine } from '@tmws/terminal';
import type { Command } from '../../command.ts';
import { messageJson } from '../../output/message-json.ts';

/** `tmws audit verify`: VerifyAudit. */
export const verify: Command = {
  options: {},
  examples: [{ line: 'tmws audit verify', description: 'say whether the log is as it was written; 1 if it is not' }],
  run: async (context) => {
    const { admin } = await context.connect();
    const response = await admin.verifyAudit({});
    return {
      json: () => messageJson(VerifyAuditResponse, response),
      text: () => plainLine(response.message),
      exitCode: response.valid ? EXIT_CODES.done : EXIT_CODES.failed,
    };
  },
};
