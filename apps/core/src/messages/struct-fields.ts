/** A step from a message to a field of it. */
export interface FieldStep {
  readonly number: number;
  readonly name: string;
  /** Whether the field is a list of messages. */
  readonly isList?: boolean;
}

/** A field of a request that is a JSON object (google.protobuf.Struct): the steps to it, at least one. */
export type StructField = readonly FieldStep[];

/**
 * The JSON objects in the requests of every rpc that this core answers, by the rpc's path. A test compares it with the
 * contract's descriptor; reading that at each start would cost more than all else that a start does here. Batches are
 * left out: a bad item of one must not refuse the others.
 */
export const STRUCT_FIELDS: Readonly<Record<string, readonly StructField[]>> = {
  '/tmws.learning.v1.PatternService/CreatePattern': [
    [{ number: 3, name: 'pattern_data' }],
    [
      { number: 21, name: 'origin' },
      { number: 4, name: 'uses', isList: true },
      { number: 5, name: 'context_data' },
    ],
  ],
  '/tmws.learning.v1.PatternService/UpdatePattern': [[{ number: 3, name: 'pattern_data' }]],
  '/tmws.learning.v1.VersionService/CreateVersion': [[{ number: 4, name: 'pattern_data' }]],
  '/tmws.learning.v1.ProposalService/CreateProposal': [[{ number: 2, name: 'changes' }]],
  '/tmws.learning.v1.InsightService/RecommendPatterns': [[{ number: 3, name: 'context_data' }]],
  '/tmws.learning.v1.UsageService/RecordUsage': [[{ number: 5, name: 'context_data' }]],
  '/tmws.learning.v1.UsageService/SetUsageOutcome': [[{ number: 4, name: 'context_data' }]],
  '/tmws.learning.v1.LearningService/LearnPattern': [[{ number: 5, name: 'metadata' }]],
  '/tmws.learning.v1.LearningService/EvolvePattern': [[{ number: 2, name: 'evolution_data' }]],
};
