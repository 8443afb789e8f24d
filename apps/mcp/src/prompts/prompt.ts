import type { GetPromptResult } from '@modelcontextprotocol/server';
import type { Completion } from '../completion/complete.ts';
import type { Reading } from '../resources/read-resource.ts';

/** An argument of a prompt; over the protocol every value is text. */
export interface PromptArgument {
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  /** What its values are completed from; unset: nothing. */
  readonly completion?: Completion;
}

/** A prompt as it is written: see the folder's other files. */
export interface Prompt {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly arguments: readonly PromptArgument[];
  /**
   * The messages, from arguments of which the required ones are there and none is blank.
   *
   * @throws ProtocolError −32602 for a pattern unknown or unreadable; RemoteError of an rpc
   */
  get(given: Readonly<Partial<Record<string, string>>>, reading: Reading): Promise<GetPromptResult>;
}
