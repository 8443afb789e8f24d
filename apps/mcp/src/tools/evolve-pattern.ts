import type { VersionBump } from '@tmws/contract';
import * as z from 'zod';
import { evolveResultSchema, evolveText, toEvolveResult } from './evolve-result.ts';
import { defineTool } from './tool.ts';

type Contract = typeof import('@tmws/contract');

const LONGEST_NOTES = 4_000;

const inputSchema = () =>
  z.strictObject({
    pattern_id: z.string().min(1).describe('The pattern that was followed, or that should change'),
    evolution_data: z
      .record(z.string(), z.unknown())
      .describe('What was learned: merged into the pattern by key, null deletes a key; {} only reports'),
    success_feedback: z.boolean().optional().describe('Whether following it worked'),
    notes: z.string().max(LONGEST_NOTES).optional().describe('What you noticed, kept with the outcome'),
    application_id: z.string().min(1).optional().describe('Of the apply_pattern answer that gave it'),
    bump: z
      .preprocess((step) => (typeof step === 'string' ? step.toLowerCase() : step), z.enum(['patch', 'minor', 'major']))
      .optional()
      .describe('Keep this version; make a new one of the merged data'),
  });

type Bump = z.output<ReturnType<typeof inputSchema>>['bump'];

const toBump = (bump: Bump, { VersionBump: bumps }: Contract): VersionBump => {
  switch (bump) {
    case undefined:
      return bumps.UNSPECIFIED;
    case 'patch':
      return bumps.PATCH;
    case 'minor':
      return bumps.MINOR;
    case 'major':
      return bumps.MAJOR;
    default:
      return bump satisfies never;
  }
};

/** Tool `evolve_pattern`: reports an outcome and merges or proposes what was learned, by the rpc EvolvePattern. */
export const evolvePattern = defineTool({
  name: 'evolve_pattern',
  title: 'Evolve a pattern',
  description:
    "Report how following a pattern went, and what you learned. Use it after work that a pattern guided: its record ranks it from then on. evolution_data changes your own pattern (earlier contents are kept); for another agent's it waits as a proposal.",
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: false },
  input: inputSchema,
  result: evolveResultSchema,
  call: async (input, call) => {
    const { learning } = await call.connect();
    const contract = await import('@tmws/contract');
    const response = await learning.evolvePattern(
      {
        patternId: input.pattern_id,
        evolutionData: input.evolution_data,
        successFeedback: input.success_feedback,
        notes: input.notes,
        applicationId: input.application_id,
        bump: toBump(input.bump, contract),
      },
      call.options,
    );
    const { message } = response;
    const result = toEvolveResult(response, { feedback: input.success_feedback, contract });
    return { result, message, text: evolveText(message, result) };
  },
});
