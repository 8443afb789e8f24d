import { RecordUsageResponse } from '@tmws/contract';
import type { Command } from '../../command.ts';
import { messageJson } from '../../output/message-json.ts';
import { recordedText } from '../../output/usage-text.ts';
import { resolvePattern } from '../../patterns/resolve-pattern.ts';
import { readJsonObject } from '../../read-json.ts';
import { OUTCOME_OPTIONS, readOutcome } from './read-outcome.ts';

/** `tmws usage record`: RecordUsage. */
export const record: Command = {
  positionals: { pattern: 'The pattern: id, name or name@version' },
  options: {
    ...OUTCOME_OPTIONS,
    time: { type: 'number', description: 'How long it took, in seconds (default: not measured)' },
    context: { type: 'string', description: 'What to remember of the occasion, as a JSON object' },
    application: { type: 'string', description: 'Id of the answer of `tmws apply` that it followed' },
    'using-agent': { type: 'string', description: 'As an admin: whose use it is (default: yours)' },
  },
  examples: [
    { line: 'tmws usage record retry-with-jitter --success --time 0.245', description: 'it worked, in 0.245 s' },
    {
      line: `tmws usage record retry-with-jitter --failure --context '{"service":"billing"}'`,
      description: 'it did not, and where',
    },
    { line: 'tmws usage record retry-with-jitter --json', description: 'the outcome is not known yet; for a program' },
  ],
  run: async (context) => {
    const given = context.arguments;
    const success = readOutcome(given);
    const text = given.text('context');
    const contextData = text === undefined ? undefined : readJsonObject(text, '--context');
    const { patterns, usage } = await context.connect();
    const response = await usage.recordUsage({
      patternId: await resolvePattern(patterns, given.required('pattern')),
      usingAgentId: given.text('using-agent'),
      executionTime: given.number('time'),
      success,
      contextData,
      applicationId: given.text('application'),
    });
    return {
      json: () => messageJson(RecordUsageResponse, response),
      text: (page) => recordedText(page, response),
    };
  },
};
