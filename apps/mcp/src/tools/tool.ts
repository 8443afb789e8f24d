import type { TmwsCallOptions, TmwsClient } from '@tmws/client';
import type * as z from 'zod';
import { argumentViolations } from '../failure/argument-violations.ts';
import { InvalidArgumentsError } from '../failure/invalid-arguments-error.ts';

/** What a tool's call has at hand. */
export interface ToolCall {
  /** The core's client; connecting is awaited here, after the arguments were found good. */
  readonly connect: () => Promise<TmwsClient>;
  /** What goes with every rpc of the call: cancellation and trace. */
  readonly options: TmwsCallOptions;
}

/** The answer of a tool that succeeded. */
export interface ToolAnswer<Result> {
  /** All that a model needs, complete in itself. */
  readonly result: Result;
  /** One sentence. */
  readonly message: string;
  /** The same for clients that show a model only text. */
  readonly text: string;
}

/** What a tool says of its effects, see ToolAnnotations of the protocol. */
export interface ToolEffects {
  readonly readOnlyHint: boolean;
  readonly destructiveHint?: boolean;
  readonly idempotentHint?: boolean;
  readonly openWorldHint: boolean;
}

/** A tool as it is written: see the folder's other files. */
export interface ToolDefinition<Input extends z.ZodType, Result extends z.ZodType> {
  readonly name: string;
  readonly title: string;
  /** For the model: what it does and when to use it. Counts against the context of every conversation. */
  readonly description: string;
  readonly annotations: ToolEffects;
  /** Made when it is first needed: schemas take longer to make than the whole answer to initialize. */
  readonly input: () => Input;
  readonly result: () => Result;
  call(input: z.output<Input>, call: ToolCall): Promise<ToolAnswer<z.output<Result>>>;
}

/** A tool as the server lists and calls it. */
export interface Tool extends Omit<ToolDefinition<z.ZodType, z.ZodType>, 'call'> {
  /**
   * Checks the arguments as they came in and calls the tool.
   *
   * @throws InvalidArgumentsError before anything was done; RemoteError of the rpc.
   */
  run(input: unknown, call: ToolCall): Promise<ToolAnswer<unknown>>;
}

/** Makes a tool of its definition. */
export const defineTool = <Input extends z.ZodType, Result extends z.ZodType>(
  definition: ToolDefinition<Input, Result>,
): Tool => {
  const { call: callTool, ...listed } = definition;
  let made: Input | undefined;
  const input = (): Input => {
    made ??= definition.input();
    return made;
  };
  return {
    ...listed,
    input,
    run: async (given, call) => {
      const parsed = argumentViolations(input(), given);
      if (!parsed.isGood) throw new InvalidArgumentsError(parsed.violations);
      return callTool(parsed.input, call);
    },
  };
};
