import {
  type CommandExample,
  choiceOf,
  createParser,
  helpText,
  OPTIONS,
  type Parser,
  type ParserFlag,
  parserMessage,
  runParser,
  UsageError,
} from '@tmws/terminal';
import type { Command, CommandEntry } from './command.ts';
import { COMMAND_TABLE, NOUNS } from './commands/command-table.ts';
import { usageMessage } from './usage-message.ts';

/** What a command line asks for. */
export type CommandLine =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'run'; readonly command: Command; readonly values: Readonly<Record<string, unknown>> };

const SETTINGS_LINE =
  'Settings are flags too, such as --agent, --namespace, --address and --data-dir: `tmws config` lists them.';

const commandOptions = (command: Command): Readonly<Record<string, ParserFlag>> =>
  Object.fromEntries(
    Object.entries(command.options).map(([name, option]) => [
      name,
      {
        type: option.type,
        group: OPTIONS,
        description: option.description,
        demandOption: option.isRequired === true,
        requiresArg: option.type !== 'boolean',
        ...(option.isList === true ? { array: true } : {}),
        ...(option.choices === undefined ? {} : choiceOf(option.choices)),
        ...(option.alias === undefined ? {} : { alias: option.alias }),
      },
    ]),
  );

/** Keeps what stands after `--` from being read as a flag: yargs would not count it among the arguments of a command. */
const LITERAL = '\0';

const markLiterals = (line: readonly string[]): readonly string[] => {
  const end = line.indexOf('--');
  return end === -1 ? line : [...line.slice(0, end), ...line.slice(end + 1).map((word) => `${LITERAL}${word}`)];
};

const unmark = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(unmark);
  return typeof value === 'string' && value.startsWith(LITERAL) ? value.slice(LITERAL.length) : value;
};

const unmarked = (values: object): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, unmark(value)]));

const numbersAreNumbers = (values: Readonly<Record<string, unknown>>): void => {
  const bad = Object.entries(values).find(([, value]) => Number.isNaN(value));
  if (bad !== undefined) throw new UsageError(`--${bad[0]} takes a number.`, { flag: bad[0] });
};

/** One reading of a command line: yargs calls back, and this keeps what it told. */
class Reading {
  #entry: CommandEntry | undefined;
  #noun: string | undefined;
  #command: Command | undefined;
  #values: Readonly<Record<string, unknown>> | undefined;
  #examples: readonly CommandExample[] = [];
  #defect: unknown;

  /** The parser of every command, which loads the one that the line names. */
  parser(columns: number | undefined): Parser {
    const purpose = 'learning patterns of agents, from the command line';
    const parser = createParser({ program: 'cli', name: 'tmws', purpose, columns, settings: 'hidden' })
      .strictCommands()
      .alias('help', 'h')
      .epilogue(SETTINGS_LINE);
    this.#addCommands(parser);
    return parser;
  }

  /** What the line asks for; `help` is what yargs would print. */
  result(help: string): CommandLine {
    if (this.#command !== undefined && this.#values !== undefined) {
      numbersAreNumbers(this.#values);
      return { kind: 'run', command: this.#command, values: this.#values };
    }
    if (help === '') throw new UsageError('No command was given.');
    return { kind: 'text', text: helpText(help, this.#examples) };
  }

  /** The error for what yargs threw: it throws for wrong usage, and hands on what the loading of a command threw. */
  error(thrown: unknown, line: readonly string[]): unknown {
    if (this.#defect !== undefined) return this.#defect;
    const options = Object.keys(this.#command?.options ?? {});
    return new UsageError(usageMessage(parserMessage(thrown), { entry: this.#entry, noun: this.#noun, line, options }));
  }

  #addCommands(parser: Parser): void {
    const nouns = new Set<string>();
    for (const entry of COMMAND_TABLE) {
      const [first = '', verb] = entry.name.split(' ');
      if (verb === undefined) this.#addCommand(parser, entry, first);
      else if (!nouns.has(first)) this.#addNoun(parser, first);
      if (verb !== undefined) nouns.add(first);
    }
  }

  #addNoun(parser: Parser, noun: string): void {
    const entries = COMMAND_TABLE.filter(({ name }) => name.startsWith(`${noun} `));
    parser.command(noun, NOUNS[noun] ?? '', (sub) => {
      this.#noun = noun;
      for (const entry of entries) this.#addCommand(sub, entry, entry.name.slice(noun.length + 1));
      return sub.demandCommand(1, `Say what to do with it: ${entries.map(({ name }) => name).join(', ')}.`);
    });
  }

  #addCommand(parser: Parser, entry: CommandEntry, word: string): void {
    parser.command({
      command: `${word} ${entry.usage}`.trim(),
      describe: entry.description,
      builder: async (sub: Parser) => {
        const command = await this.#load(entry);
        for (const [name, description] of Object.entries(command.positionals ?? {})) {
          sub.positional(name, { type: 'string', description });
        }
        return sub.options(commandOptions(command));
      },
      handler: (values) => {
        this.#values = unmarked(values);
      },
    });
  }

  async #load(entry: CommandEntry): Promise<Command> {
    this.#entry = entry;
    try {
      const command = await entry.load();
      this.#command = command;
      this.#examples = command.examples;
      return command;
    } catch (error) {
      this.#defect = error;
      throw error;
    }
  }
}

/**
 * Reads a command line by yargs. `columns` is the width for help.
 *
 * @throws UsageError for unknown commands and flags, missing arguments and values that do not fit.
 */
export const readLine = async (line: readonly string[], columns?: number): Promise<CommandLine> => {
  const reading = new Reading();
  let help: string;
  try {
    help = await runParser(reading.parser(columns), markLiterals(line));
  } catch (error) {
    throw reading.error(error, line);
  }
  return reading.result(help);
};
