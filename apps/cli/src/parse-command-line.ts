import { COMMAND_TABLE, NOUNS } from './commands/command-table.ts';
import { nounHelp } from './help/noun-help.ts';
import { rootHelp } from './help/root-help.ts';
import type { CommandLine } from './reading.ts';

const HELP_FLAGS = ['--help', '-h'];
const WIDEST = 110;

const isNoun = (word: string): boolean => Object.hasOwn(NOUNS, word);

/** The words of the command that a line names, or of its noun; empty when it names none. */
export const commandOf = (line: readonly string[]): string => {
  const [first = '', second = ''] = line.filter((word) => !word.startsWith('-'));
  const known = [`${first} ${second}`, first].find((words) => COMMAND_TABLE.some(({ name }) => name === words));
  return known ?? (isNoun(first) ? first : '');
};

/** `tmws help COMMAND` is another way to say `tmws COMMAND --help`. */
const spelledOut = (line: readonly string[]): readonly string[] =>
  line[0] === 'help' ? [...line.slice(1), '--help'] : line;

/** The help that needs no command: of `tmws` alone, and of a noun. */
const shortHelp = (line: readonly string[], columns: number): string | undefined => {
  const words = line.filter((word) => !HELP_FLAGS.includes(word));
  if (words.length === line.length && line.length > 0) return undefined;
  const [first] = words;
  if (first === undefined) return rootHelp(columns);
  return isNoun(first) && commandOf(words) === first ? nounHelp(first, columns) : undefined;
};

/**
 * Reads a command line, program name left out. `columns` is the width for help, at most 110.
 *
 * @throws UsageError for unknown commands and flags, missing arguments and values that do not fit.
 */
export const parseCommandLine = async (given: readonly string[], columns?: number): Promise<CommandLine> => {
  const line = spelledOut(given);
  const text = shortHelp(line, Math.min(columns ?? WIDEST, WIDEST));
  if (text !== undefined) return { kind: 'text', text };
  // Yargs is loaded only where there is something to read.
  const { readLine } = await import('./reading.ts');
  return readLine(line, columns);
};
