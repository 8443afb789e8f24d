/** The answer of one of the five tools, in the shape that the specification gives to all of them. */
export interface ToolEnvelope {
  readonly success: true;
  readonly result: object;
  readonly message: string;
}

/** Wraps the answer of a tool's rpc; a failure is no answer, it is an error object. */
export const toolEnvelope = (result: object, message: string): ToolEnvelope => ({ success: true, result, message });
