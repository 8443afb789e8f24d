import type { TmwsClient } from '@tmws/client';
import type { CommandArguments, CommandExample, Outcome, Parser, Surroundings } from '@tmws/terminal';

/** What a command runs with. */
export interface CommandContext {
  /** The environment and the streams; results go to the outcome, only progress to a stream. */
  readonly surroundings: Surroundings;
  /** Connects to the core, and starts one where the settings say so. Close it when done. */
  readonly connect: () => Promise<TmwsClient>;
}

/** A command line that was read and fits. */
export interface AskedCommand {
  /** Flags by name for the settings; those that no setting has are ignored. */
  readonly settings: Readonly<Record<string, string | undefined>>;
  /** Does what was asked, with modules that it loads by itself. */
  readonly run: (context: CommandContext) => Promise<Outcome>;
}

/** One command of tmws-migrate. To add one, write its file and name it in `commands.ts`. */
export interface MigrateCommand {
  /** Name and arguments as the parser takes them, e.g. `import <folders..>`. */
  readonly signature: string;
  /** Name and arguments as people read them, e.g. `import DIR…`. */
  readonly usage: string;
  /** One phrase for the help. */
  readonly purpose: string;
  /** For the help of the program. */
  readonly examples: readonly CommandExample[];
  /** Adds the arguments and flags. */
  readonly configure: (parser: Parser) => Parser;
  /** Reads what was typed. @throws UsageError for values that do not fit together. */
  readonly read: (typed: CommandArguments) => AskedCommand;
}
