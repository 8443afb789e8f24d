import { SETTINGS, settingFlags } from '@tmws/config';
import yargs, { type Argv, type Options } from 'yargs';
import type { Command, CommandEntry, CommandExample } from './command.ts';
import { COMMAND_TABLE, NOUNS } from './commands/command-table.ts';
import { UsageError } from './errors/usage-error.ts';
import { SIBLING_PROGRAMS } from './programs.ts';

/** What a command line asks for. */
export type CommandLine =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'run'; readonly command: Command; readonly values: Readonly<Record<string, unknown>> };

const WIDEST = 110;
const OPTIONS = 'Options:';
const EXAMPLES: readonly CommandExample[] = [
  { line: 'tmws search "my query on a big table got slow"', description: 'find a pattern' },
];

const isForCoreAlone = (flag: string): boolean =>
  Object.values(SETTINGS).some(({ flag: name, programs }) => name === flag && programs.length === 1);

const settingOptions = (): Readonly<Record<string, Options>> =>
  Object.fromEntries(
    Object.entries(settingFlags('cli')).map(([flag, { description }]) => [
      flag,
      { type: 'string', requiresArg: true, group: 'Settings:', hidden: isForCoreAlone(flag), description },
    ]),
  );

const commandOptions = (command: Command): Readonly<Record<string, Options>> =>
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
        ...(option.choices === undefined ? {} : { choices: [...option.choices] }),
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
  #command: Command | undefined;
  #values: Readonly<Record<string, unknown>> | undefined;
  #examples = EXAMPLES;
  #defect: unknown;

  /** The parser of every command, which loads the one that the line names. */
  parser(columns: number): Argv {
    const parser = yargs()
      .parserConfiguration({
        'camel-case-expansion': false,
        'dot-notation': false,
        'greedy-arrays': false,
        'parse-positional-numbers': false,
      })
      .locale('en')
      .detectLocale(false)
      .strictCommands()
      .strict()
      .version(false)
      .help()
      .option('json', { type: 'boolean', group: OPTIONS, description: 'Print the result as one JSON object' })
      .group('help', OPTIONS)
      .options(settingOptions())
      .scriptName('tmws')
      .usage('tmws: learning patterns of agents, from the command line')
      .wrap(Math.min(columns, WIDEST))
      .epilogue(
        '`tmws COMMAND --help` has flags and examples, `tmws config` every setting, `tmws --version` the version.',
      )
      .fail(false);
    this.#addCommands(parser);
    for (const [name, { description }] of Object.entries(SIBLING_PROGRAMS)) parser.command(name, description);
    return parser;
  }

  /** What the line asks for; `help` is what yargs would print. */
  result(help: string): CommandLine {
    if (this.#command !== undefined && this.#values !== undefined) {
      numbersAreNumbers(this.#values);
      return { kind: 'run', command: this.#command, values: this.#values };
    }
    if (help === '') throw new UsageError('No command was given.');
    // Yargs gives lists of arguments a default, which says nothing, and breaks the lines of examples.
    const text = help.replaceAll(' [default: []]', '');
    const examples = this.#examples.map(({ line, description }) => `  # ${description}\n  ${line}`);
    return { kind: 'text', text: `${text}\n\nExamples:\n${examples.join('\n')}` };
  }

  /** The error for what yargs threw: it throws for wrong usage, and hands on what the loading of a command threw. */
  error(thrown: unknown): unknown {
    if (this.#defect !== undefined) return this.#defect;
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    const line = message.replaceAll(/\s+/g, ' ').trim();
    // Every word after an unknown one is unknown too: the first says it.
    const kind = this.#command === undefined ? 'command' : 'argument';
    const text = line.replace(/^Unknown commands?: ([^,]+).*$/, `Unknown ${kind}: $1`);
    if (this.#entry !== undefined && text.startsWith('Not enough non-option arguments')) {
      return new UsageError(`An argument is missing: tmws ${this.#entry.name} ${this.#entry.usage}.`);
    }
    return new UsageError(/[.?!]$/.test(text) ? text : `${text}.`);
  }

  #addCommands(parser: Argv): void {
    const nouns = new Set<string>();
    for (const entry of COMMAND_TABLE) {
      const [first = '', verb] = entry.name.split(' ');
      if (verb === undefined) this.#addCommand(parser, entry, first);
      else if (!nouns.has(first)) this.#addNoun(parser, first);
      if (verb !== undefined) nouns.add(first);
    }
  }

  #addNoun(parser: Argv, noun: string): void {
    const entries = COMMAND_TABLE.filter(({ name }) => name.startsWith(`${noun} `));
    parser.command(noun, NOUNS[noun] ?? '', (sub) => {
      this.#examples = entries.map(({ name, description }) => ({ line: `tmws ${name} --help`, description }));
      for (const entry of entries) this.#addCommand(sub, entry, entry.name.slice(noun.length + 1));
      return sub.demandCommand(1, `Say what to do with it: ${entries.map(({ name }) => name).join(', ')}.`);
    });
  }

  #addCommand(parser: Argv, entry: CommandEntry, word: string): void {
    parser.command({
      command: `${word} ${entry.usage}`.trim(),
      describe: entry.description,
      builder: async (sub: Argv) => {
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
 * Reads a command line, program name left out, with yargs, which no other file knows. `columns` is the width for help.
 *
 * @throws UsageError for unknown commands and flags, missing arguments and values that do not fit.
 */
export const parseCommandLine = async (line: readonly string[], columns = WIDEST): Promise<CommandLine> => {
  const reading = new Reading();
  const words = line.length === 0 ? ['--help'] : markLiterals(line);
  let help = '';
  try {
    await reading.parser(columns).parseAsync([...words], {}, (_error, _values, text) => {
      help = text;
    });
  } catch (error) {
    throw reading.error(error);
  }
  return reading.result(help);
};
