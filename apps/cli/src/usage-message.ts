import { settingFlags } from '@tmws/config';
import { closestWord } from '@tmws/terminal';
import type { CommandEntry } from './command.ts';
import { COMMAND_TABLE, NOUNS } from './commands/command-table.ts';
import { SIBLING_PROGRAMS } from './programs.ts';

/** What had been read of a line when it was refused. */
export interface RefusedLine {
  readonly entry: CommandEntry | undefined;
  readonly noun: string | undefined;
  /** The line itself. */
  readonly line: readonly string[];
  /** Flags of the command, without hyphens. */
  readonly options: readonly string[];
}

const meant = (typed: string, known: readonly string[]): string => {
  const word = closestWord(typed, known);
  return word === undefined ? '' : ` Did you mean ${word}?`;
};

const unknownCommand = (typed: string, noun: string | undefined): string => {
  const names = COMMAND_TABLE.map(({ name }) => name);
  if (noun !== undefined) return `Unknown command: ${noun} ${typed}.${meant(`${noun} ${typed}`, names)}`;
  const first = [
    ...names.filter((name) => !name.includes(' ')),
    ...Object.keys(NOUNS),
    ...Object.keys(SIBLING_PROGRAMS),
  ];
  return `Unknown command: ${typed}.${meant(typed, first)}`;
};

/** The flag as it was typed, where the word was one. */
const flagOf = (typed: string, line: readonly string[]): string | undefined =>
  line.find((word) => word === `--${typed}` || word.startsWith(`--${typed}=`) || word === `-${typed}`);

const unknownArgument = (typed: string, { line, options }: RefusedLine): string => {
  const flag = flagOf(typed, line);
  if (flag === undefined) return `Unknown argument: ${typed}.`;
  const known = [...options, ...Object.keys(settingFlags('cli')), 'json', 'help'].map((option) => `--${option}`);
  const [name = ''] = flag.split('=');
  return `Unknown flag: ${name}.${meant(name, known)}`;
};

const listed = (words: string): readonly string[] => words.replace(/\.$/, '').split(', ');

/** Makes a sentence for people of what the parser says of wrong usage. */
export const usageMessage = (text: string, refused: RefusedLine): string => {
  const { entry, noun } = refused;
  const [, unknown] = /^Unknown (?:command|argument)s?: ([^,]+?)\.?(?:,.*)?$/.exec(text) ?? [];
  // Every word after an unknown one is unknown too: the first says it.
  if (unknown !== undefined) {
    return entry === undefined && flagOf(unknown, refused.line) === undefined
      ? unknownCommand(unknown, noun)
      : unknownArgument(unknown, refused);
  }
  if (entry !== undefined && text.startsWith('Not enough non-option arguments')) {
    return `An argument is missing: tmws ${entry.name} ${entry.usage}.`;
  }
  const [, valueless] = /^Not enough arguments following: (.+?)\.?$/.exec(text) ?? [];
  if (valueless !== undefined) return `--${valueless} takes a value.`;
  const [, flag, given, choices] =
    /^Invalid values: Argument: ([\w-]+), Given: (.*), Choices: (.*?)\.?$/.exec(text) ?? [];
  if (flag !== undefined) return `--${flag} is ${given}. It must be one of ${choices?.replaceAll('"', '')}.`;
  const [, missing] = /^Missing required arguments?: (.+)$/.exec(text) ?? [];
  if (missing !== undefined) {
    const flags = listed(missing).map((name) => `--${name}`);
    return `${flags.join(' and ')} ${flags.length === 1 ? 'is' : 'are'} missing.`;
  }
  return text;
};
