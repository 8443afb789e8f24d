import type { TmwsClient } from '@tmws/client';
import type { Config } from '@tmws/config';
import type { CommandArguments, CommandExample, Outcome } from '@tmws/terminal';

/** One flag of a command. */
export interface CommandOption {
  readonly type: 'string' | 'number' | 'boolean';
  /** One phrase; it names the default. */
  readonly description: string;
  /** Whether it may stand more than once. */
  readonly isList?: true;
  readonly isRequired?: true;
  /** What it may be. */
  readonly choices?: readonly string[];
  /** Another spelling. */
  readonly alias?: string;
}

/** What a command works with. */
export interface CommandContext {
  readonly arguments: CommandArguments;
  readonly config: Config;
  /** Connects to the core, which is started if none runs. Closed for the command when it ends. */
  readonly connect: () => Promise<TmwsClient>;
  /** Path of the core's program. */
  readonly coreEntry: string;
  /** The whole standard input, as UTF-8. */
  readonly readInput: () => Promise<string>;
  /** Asks on the terminal and gives the line that was typed; undefined where nobody is there to answer. */
  readonly ask: ((question: string) => Promise<string>) | undefined;
  /** A sentence beside the result, on stderr. */
  readonly hint: (text: string) => void;
  /** Replaces the line of progress, on a terminal; elsewhere nothing. Empty removes it. */
  readonly progress: (text: string) => void;
}

/** A command as data; `commands/command-table.ts` gives it its name. */
export interface Command {
  /** What each argument of the entry's usage is, by name. */
  readonly positionals?: Readonly<Record<string, string>>;
  /** Flags by name without hyphens; `--json` and the settings are there for every command. */
  readonly options: Readonly<Record<string, CommandOption>>;
  /** At least one. */
  readonly examples: readonly CommandExample[];
  readonly run: (context: CommandContext) => Promise<Outcome>;
}

/** A line of the list of commands. It is all that `--help` loads. */
export interface CommandEntry {
  /** `verb`, or `noun verb`. */
  readonly name: string;
  /** Arguments after the name as yargs writes them, e.g. `<query..>`; empty: none. */
  readonly usage: string;
  readonly description: string;
  readonly load: () => Promise<Command>;
}
