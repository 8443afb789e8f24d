import { EvolvePatternResponse, VersionBump } from '@tmws/contract';
import { enumChoices, enumFromText } from '@tmws/terminal';
import type { Command } from '../command.ts';
import { evolvedText } from '../output/evolved-text.ts';
import { messageJson } from '../output/message-json.ts';
import { toolEnvelope } from '../output/tool-envelope.ts';
import { resolvePattern } from '../patterns/resolve-pattern.ts';
import { readJsonObject } from '../read-json.ts';

/** `tmws evolve_pattern`: EvolvePattern with the flags of the tool, as the specification writes them. */
export const evolvePattern: Command = {
  options: {
    pattern_id: {
      type: 'string',
      alias: 'pattern-id',
      isRequired: true,
      description: 'The pattern: id, name or name@version',
    },
    evolution_data: {
      type: 'string',
      alias: 'evolution-data',
      isRequired: true,
      description: 'JSON object to merge into the content; null deletes a key, {} only reports',
    },
    success_feedback: {
      type: 'boolean',
      alias: 'success-feedback',
      description: 'true or false: whether following it worked (default: not said)',
    },
    notes: { type: 'string', description: 'What you noticed' },
    application_id: {
      type: 'string',
      alias: 'application-id',
      description: 'The answer of apply_pattern that you followed',
    },
    bump: {
      type: 'string',
      choices: enumChoices(VersionBump),
      description: 'Make a new version by this step (default: a revision)',
    },
  },
  examples: [
    {
      line: `tmws evolve_pattern --pattern_id "550e8400-e29b-41d4-a716-446655440000" --evolution_data '{"improvement": "Works better with JIT enabled"}' --success_feedback true --notes "Tested on PostgreSQL 15"`,
      description: 'report a success, and what to add',
    },
  ],
  run: async (context) => {
    const given = context.arguments;
    const evolutionData = readJsonObject(given.required('evolution_data'), '--evolution_data');
    const { patterns, learning } = await context.connect();
    const bump = given.text('bump');
    const response = await learning.evolvePattern({
      patternId: await resolvePattern(patterns, given.required('pattern_id')),
      evolutionData,
      successFeedback: given.flag('success_feedback'),
      notes: given.text('notes'),
      applicationId: given.text('application_id'),
      bump: bump === undefined ? VersionBump.UNSPECIFIED : enumFromText(VersionBump, bump),
    });
    return {
      json: () => toolEnvelope(messageJson(EvolvePatternResponse, response), response.message),
      text: (page) => evolvedText(page, response),
    };
  },
};
