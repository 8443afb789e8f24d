import { SetUsageOutcomeResponse } from '@tmws/contract';
import { UsageError } from '@tmws/terminal';
import type { Command } from '../../command.ts';
import { messageJson } from '../../output/message-json.ts';
import { recordedText } from '../../output/usage-text.ts';
import { readJsonObject } from '../../read-json.ts';
import { OUTCOME_OPTIONS, readOutcome } from './read-outcome.ts';

/** `tmws usage outcome`: SetUsageOutcome. */
export const outcome: Command = {
  positionals: { usage: 'Id of the use, as `tmws usage record` and `tmws usage list` print it' },
  options: {
    ...OUTCOME_OPTIONS,
    time: { type: 'number', description: 'How long it took, in seconds, where that was not recorded' },
    context: { type: 'string', description: 'A JSON object that is merged into what was recorded' },
    'using-agent': { type: 'string', description: 'As an admin: whose use it is (default: yours)' },
  },
  examples: [
    {
      line: 'tmws usage outcome 019f2f10-0000-7000-8000-000000000001 --success',
      description: 'what was used then has worked',
    },
  ],
  run: async (context) => {
    const given = context.arguments;
    const success = readOutcome(given);
    if (success === undefined) throw new UsageError('The outcome is missing. Give --success or --failure.');
    const text = given.text('context');
    const contextData = text === undefined ? undefined : readJsonObject(text, '--context');
    const { usage } = await context.connect();
    const response = await usage.setUsageOutcome({
      usageId: given.required('usage'),
      success,
      executionTime: given.number('time'),
      contextData,
      usingAgentId: given.text('using-agent'),
    });
    return {
      json: () => messageJson(SetUsageOutcomeResponse, response),
      text: (page) => recordedText(page, response),
    };
  },
};
