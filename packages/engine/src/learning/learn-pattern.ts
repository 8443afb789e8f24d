import { type Caller, DomainError, type JsonObject, type JsonValue } from '@tmws/domain';
import type { Engine } from '../engine.ts';
import { type CreatePatternResult, createPattern } from '../pattern/create-pattern.ts';

/** What an agent learned. */
export interface LearnPatternInput {
  readonly patternName: string;
  readonly patternContent: string;
  readonly category: string;
  readonly subcategory?: string | undefined;
  readonly examples: readonly JsonValue[];
  readonly metadata?: JsonObject | undefined;
  /** The prior, 0–1, default 0.8. */
  readonly confidence?: number | undefined;
  /** Default PRIVATE. */
  readonly accessLevel?: string | undefined;
  readonly namespace?: string | undefined;
  readonly requestId?: string | undefined;
}

/** The stored pattern and what to tell of it. */
export interface LearnPatternResult extends CreatePatternResult {
  readonly examplesCount: number;
  /** Length of the active model's vectors. */
  readonly vectorDimensions: number;
  /** Says who can see the pattern and how to change that. */
  readonly message: string;
}

const LEARNED_CONFIDENCE = 0.8;

const visibility = ({ pattern }: CreatePatternResult): string => {
  switch (pattern.accessLevel) {
    case 'PRIVATE':
      return 'Only you can see it; learn it with access_level "team" under another name to share it with your namespace.';
    case 'TEAM':
      return `All members of namespace ${pattern.namespace} can see it; use access_level "private" to keep a pattern to yourself.`;
    case 'SHARED':
      return `You and ${pattern.sharedWithAgents.length} named agents can see it.`;
    case 'PUBLIC':
    case 'SYSTEM':
      return 'Every agent can see it; use access_level "team" or "private" to share a pattern with fewer.';
    default:
      return pattern.accessLevel satisfies never;
  }
};

const taken = (error: DomainError): DomainError =>
  new DomainError(
    'PATTERN_EXISTS',
    `You have learned a pattern named "${error.metadata.pattern_name ?? ''}" already, as ${error.metadata.pattern_id ?? ''}. Improve that one with evolve_pattern, or choose another pattern_name.`,
    { metadata: error.metadata, cause: error },
  );

/**
 * Stores what an agent learned: `pattern_data` is the metadata's keys with `pattern_content` and `examples`, which win
 * over like-named keys.
 *
 * @throws DomainError as `createPattern`; PATTERN_EXISTS with a way out that the tools offer
 */
export const learnPattern = async (
  engine: Engine,
  caller: Caller,
  input: LearnPatternInput,
): Promise<LearnPatternResult> => {
  const { patternContent, examples, metadata, ...rest } = input;
  const patternData = { ...metadata, pattern_content: patternContent, examples };
  try {
    const created = await createPattern(engine, caller, {
      ...rest,
      patternData,
      confidence: input.confidence ?? LEARNED_CONFIDENCE,
    });
    return {
      ...created,
      examplesCount: examples.length,
      vectorDimensions: engine.embedder.model.dimensions,
      message: `Pattern '${created.pattern.patternName}' learned successfully. ${visibility(created)}`,
    };
  } catch (error) {
    throw error instanceof DomainError && error.reason === 'PATTERN_EXISTS' ? taken(error) : error;
  }
};
