import type { AccessLevel, LearnPatternResponse } from '@tmws/contract';
import { LIMITS } from '@tmws/domain';
import * as z from 'zod';
import { enumName } from './enum-name.ts';
import { findingSchema, toFinding } from './finding.ts';
import { onlyTools } from './only-tools.ts';
import { rounded } from './rounded.ts';
import { defineTool } from './tool.ts';

type Contract = typeof import('@tmws/contract');

const inputSchema = () =>
  z.strictObject({
    pattern_name: z.string().min(1).max(LIMITS.patternName).describe('Short and telling, unique among yours'),
    pattern_content: z
      .string()
      .min(1)
      .max(LIMITS.patternDataBytes)
      .describe('How it is done, in Markdown: problem, steps, pitfalls'),
    category: z.string().min(1).max(LIMITS.category).describe('Area, e.g. "performance"'),
    examples: z.array(z.string()).optional().describe('Code or commands that worked'),
    metadata: z
      .record(z.string(), z.unknown())
      .optional()
      .describe('Further fields to keep, e.g. description, when_to_use: both help to find it'),
    confidence: z.number().min(0).max(1).default(0.8).describe('How sure you are that it works'),
    subcategory: z.string().max(LIMITS.subcategory).optional(),
    access_level: z
      .preprocess(
        (level) => (typeof level === 'string' ? level.toLowerCase() : level),
        z.enum(['private', 'team', 'shared', 'public', 'system']),
      )
      .optional()
      .describe('Who can see it; default private, team: your namespace'),
    namespace: z.string().min(1).max(LIMITS.namespace).optional().describe('Default: your own'),
  });

const resultSchema = () =>
  z.object({
    pattern_id: z.string(),
    pattern_name: z.string(),
    category: z.string(),
    confidence: z.number(),
    examples_count: z.number(),
    vector_dimensions: z.number(),
    stored_at: z.string().describe('UTC, ISO 8601'),
    namespace: z.string(),
    access_level: z.string(),
    version: z.string(),
    searchable_by_words: z.boolean(),
    searchable_by_meaning: z.boolean().describe('false: soon'),
    findings: z.array(findingSchema()).describe('What could be better; nothing was refused'),
  });

type Level = z.output<ReturnType<typeof inputSchema>>['access_level'];

const toAccessLevel = (level: Level, { AccessLevel: levels }: Contract): AccessLevel => {
  switch (level) {
    case undefined:
      return levels.UNSPECIFIED;
    case 'private':
      return levels.PRIVATE;
    case 'team':
      return levels.TEAM;
    case 'shared':
      return levels.SHARED;
    case 'public':
      return levels.PUBLIC;
    case 'system':
      return levels.SYSTEM;
    default:
      return level satisfies never;
  }
};

const toResult = (response: LearnPatternResponse, contract: Contract): z.output<ReturnType<typeof resultSchema>> => ({
  pattern_id: response.patternId,
  pattern_name: response.patternName,
  category: response.category,
  confidence: rounded(response.confidence),
  examples_count: response.examplesCount,
  vector_dimensions: response.vectorDimensions,
  stored_at: (response.storedAt ?? new Date(0)).toISOString(),
  namespace: response.namespace,
  access_level: enumName(contract.AccessLevel, response.accessLevel),
  version: response.version,
  searchable_by_words: response.searchableByWords,
  searchable_by_meaning: response.searchableByMeaning,
  findings: response.findings.map((finding) => toFinding(finding, contract)),
});

/** The core's message; its first sentence quotes the pattern's name, which is not to be looked into. */
const toMessage = ({ message, patternName }: LearnPatternResponse): string => {
  const learned = `Pattern '${patternName}' learned successfully`;
  if (!message.startsWith(learned)) return learned;
  return `${learned}${onlyTools(message.slice(learned.length), '')}`;
};

const toText = (message: string, result: z.output<ReturnType<typeof resultSchema>>): string =>
  [
    message,
    `pattern_id: ${result.pattern_id} (namespace ${result.namespace}, ${result.access_level}, version ${result.version})`,
    ...result.findings.map(
      ({ severity, text, done }) => `- ${severity}: ${text}${done === undefined ? '' : ` (${done})`}`,
    ),
  ].join('\n');

/** Tool `learn_pattern`: stores a pattern by the rpc LearnPattern. */
export const learnPattern = defineTool({
  name: 'learn_pattern',
  title: 'Learn a pattern',
  description:
    'Store a way of doing something that you have verified to work, so that you and others find it later by what it is for. Use it after solving what was not obvious. Never store secrets.',
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  input: inputSchema,
  result: resultSchema,
  call: async (input, call) => {
    const { learning } = await call.connect();
    // The contract came with the client; importing it at the top would load it before the server answers at all.
    const contract = await import('@tmws/contract');
    const response = await learning.learnPattern(
      {
        patternName: input.pattern_name,
        patternContent: input.pattern_content,
        category: input.category,
        examples: input.examples ?? [],
        metadata: input.metadata,
        confidence: input.confidence,
        subcategory: input.subcategory,
        accessLevel: toAccessLevel(input.access_level, contract),
        namespace: input.namespace,
      },
      call.options,
    );
    const result = toResult(response, contract);
    const message = toMessage(response);
    return { result, message, text: toText(message, result) };
  },
});
