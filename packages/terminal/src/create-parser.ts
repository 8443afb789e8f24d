import { type Program, SETTINGS, settingFlags } from '@tmws/config';
import yargs, { type Argv, type Options } from 'yargs';

/** A parser of command lines. No file but this one knows yargs. */
export type Parser = Argv;

/** What a parser is told of a flag. */
export type ParserFlag = Options;

/** Group of a program's own flags in its help. */
export const OPTIONS = 'Options:';

const WIDEST = 110;

/** What a parser is made for. */
export interface ParserOptions {
  /** Whose settings are flags. */
  readonly program: Program;
  /** As it is typed. */
  readonly name: string;
  /** One phrase on what it is for. */
  readonly purpose: string;
  /** Width for help. Default and most: 110. */
  readonly columns?: number | undefined;
  /** Whether the help lists the settings, which are flags in either case. Default: shown. */
  readonly settings?: 'shown' | 'hidden';
}

const isForCoreAlone = (flag: string): boolean =>
  Object.values(SETTINGS).some(({ flag: name, programs }) => name === flag && programs.length === 1);

const settingOptions = (program: Program, shown: 'shown' | 'hidden'): Readonly<Record<string, ParserFlag>> =>
  Object.fromEntries(
    Object.entries(settingFlags(program)).map(([flag, { description }]) => [
      flag,
      {
        type: 'string',
        requiresArg: true,
        group: 'Settings:',
        hidden: shown === 'hidden' || isForCoreAlone(flag),
        description,
      },
    ]),
  );

/** A parser with what every program for the terminal has: `--help`, `--json` and the settings; it has no commands yet. */
export const createParser = ({ program, name, purpose, columns = WIDEST, settings = 'shown' }: ParserOptions): Parser =>
  yargs()
    .parserConfiguration({
      'camel-case-expansion': false,
      'dot-notation': false,
      'greedy-arrays': false,
      'parse-positional-numbers': false,
    })
    .locale('en')
    .detectLocale(false)
    .strict()
    .version(false)
    .help()
    .option('json', { type: 'boolean', group: OPTIONS, description: 'Print the result as one JSON object' })
    .group('help', OPTIONS)
    .options(settingOptions(program, settings))
    .scriptName(name)
    .usage(`${name}: ${purpose}`)
    .wrap(Math.min(columns, WIDEST))
    .fail(false);

/**
 * Reads a line, which without a word asks for help, and calls the handler of the command that it names. Gives the help
 * where the line asks for it, else an empty text.
 *
 * @throws what a handler throws; for wrong usage an Error, which {@link parserMessage} makes a sentence of.
 */
export const runParser = async (parser: Parser, line: readonly string[]): Promise<string> => {
  let help = '';
  await parser.parseAsync(line.length === 0 ? ['--help'] : [...line], {}, (_error, _values, text) => {
    help = text;
  });
  // Yargs gives lists of arguments a default, which says nothing.
  return help.replaceAll(' [default: []]', '');
};

/** What a parser threw, as one line with a full stop. */
export const parserMessage = (thrown: unknown): string => {
  const text = (thrown instanceof Error ? thrown.message : String(thrown)).replaceAll(/\s+/g, ' ').trim();
  return /[.?!]$/.test(text) ? text : `${text}.`;
};
