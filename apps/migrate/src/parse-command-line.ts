import { CommandArguments, createParser, helpText, parserMessage, runParser, UsageError } from '@tmws/terminal';
import { COMMANDS } from './commands/commands.ts';
import type { AskedCommand, MigrateCommand } from './commands/migrate-command.ts';

/** What a command line asks for. */
export type CommandLine =
  | { readonly kind: 'help'; readonly text: string }
  | { readonly kind: 'command'; readonly command: AskedCommand; readonly json: boolean };

const nameOf = ({ usage }: { readonly usage: string }): string => usage.split(' ')[0] ?? usage;

const namedIn = (line: readonly string[]): MigrateCommand | undefined =>
  COMMANDS.find((command) => nameOf(command) === line[0]);

/** What to ask for help with, for a line: `tmws-migrate`, or one command of it. */
export const helpedCommand = (line: readonly string[]): string => {
  const command = namedIn(line);
  return command === undefined ? 'tmws-migrate' : `tmws-migrate ${nameOf(command)}`;
};

const usageError = (thrown: unknown, about: readonly MigrateCommand[]): UsageError => {
  const message = parserMessage(thrown);
  if (!message.startsWith('Not enough non-option')) return new UsageError(message);
  const usages = about.map(({ usage }) => `tmws-migrate ${usage}`);
  return new UsageError(`Name a folder or file: ${usages.join(', ')}.`);
};

/**
 * Reads a command line, program name left out. `columns` is the width for help.
 *
 * @throws UsageError for unknown commands and flags, missing arguments and values that do not fit.
 */
export const parseCommandLine = async (line: readonly string[], columns?: number): Promise<CommandLine> => {
  let asked: CommandLine | undefined;
  const named = namedIn(line);
  const about = named === undefined ? COMMANDS : [named];
  const parser = createParser({ program: 'migrate', name: 'tmws-migrate', purpose: 'skills in and out', columns });
  for (const { signature, purpose, configure, read } of COMMANDS) {
    parser.command(signature, purpose, configure, (values) => {
      const typed = new CommandArguments(values);
      asked = { kind: 'command', command: read(typed), json: typed.flag('json') === true };
    });
  }
  let help: string;
  try {
    help = await runParser(parser, line);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw usageError(error, about);
  }
  if (asked !== undefined) return asked;
  if (help === '') throw new UsageError(`No command was given. There are: ${COMMANDS.map(nameOf).join(', ')}.`);
  const examples = about.flatMap((command) => command.examples);
  return { kind: 'help', text: helpText(help, examples) };
};
