/** A field of a request that is a JSON object (google.protobuf.Struct). */
export interface StructField {
  readonly number: number;
  readonly name: string;
}

/**
 * The JSON objects in the requests of every rpc that this core answers, by the rpc's path. A test compares it with the
 * contract's descriptor; reading that at each start would cost more than all else that a start does here.
 */
export const STRUCT_FIELDS: Readonly<Record<string, readonly StructField[]>> = {
  '/tmws.learning.v1.PatternService/CreatePattern': [{ number: 3, name: 'pattern_data' }],
  '/tmws.learning.v1.UsageService/RecordUsage': [{ number: 5, name: 'context_data' }],
  '/tmws.learning.v1.LearningService/LearnPattern': [{ number: 5, name: 'metadata' }],
};
