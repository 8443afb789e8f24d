import { SETTINGS, settingFlags } from '@tmws/config';
import yargs, { type Options } from 'yargs';
import { UsageError } from './usage-error.ts';

/** What a command line asks for. */
export type CommandLine =
  | { readonly kind: 'help'; readonly text: string }
  | {
      readonly kind: 'import';
      readonly folders: readonly string[];
      readonly accessLevel: string | undefined;
      readonly json: boolean;
      /** By flag name, for the settings. */
      readonly values: Readonly<Record<string, unknown>>;
    };

const WIDEST = 110;
const EXAMPLES = `Examples:
  # every skill of a folder, at any depth
  tmws-migrate import .claude/skills
  # into a namespace, readable by all agents, as one JSON object
  tmws-migrate import ~/skills ./more-skills --namespace examples --access-level public --json`;

const isForCoreAlone = (flag: string): boolean =>
  Object.values(SETTINGS).some(({ flag: name, programs }) => name === flag && programs.length === 1);

const settingOptions = (): Readonly<Record<string, Options>> =>
  Object.fromEntries(
    Object.entries(settingFlags('migrate')).map(([flag, { description }]) => [
      flag,
      { type: 'string', requiresArg: true, group: 'Settings:', hidden: isForCoreAlone(flag), description },
    ]),
  );

const lastText = (value: unknown): string | undefined => {
  const last: unknown = Array.isArray(value) ? value.at(-1) : value;
  return typeof last === 'string' ? last : undefined;
};

const textsIn = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

const lastTexts = (values: object): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, lastText(value)]));

const usageError = (thrown: unknown): UsageError => {
  const text = (thrown instanceof Error ? thrown.message : String(thrown)).replaceAll(/\s+/g, ' ').trim();
  if (text.startsWith('Not enough non-option')) return new UsageError('Name a folder: tmws-migrate import DIR….');
  return new UsageError(/[.?!]$/.test(text) ? text : `${text}.`);
};

/**
 * Reads a command line, program name left out, with yargs, which no other file knows. `columns` is the width for help.
 *
 * @throws UsageError for unknown commands and flags, missing arguments and values that do not fit.
 */
export const parseCommandLine = async (line: readonly string[], columns = WIDEST): Promise<CommandLine> => {
  let asked: CommandLine | undefined;
  let help = '';
  const parser = yargs()
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
    .scriptName('tmws-migrate')
    .usage('tmws-migrate: skills in and out')
    .wrap(Math.min(columns, WIDEST))
    .fail(false)
    .option('json', { type: 'boolean', group: 'Options:', description: 'Print the result as one JSON object' })
    .group('help', 'Options:')
    .options(settingOptions())
    .command(
      'import <folders..>',
      'Store every folder with a SKILL.md as a pattern, with all its files',
      (command) =>
        command
          .positional('folders', { type: 'string', array: true, demandOption: true, description: 'Folders of skills' })
          .option('access-level', {
            type: 'string',
            group: 'Options:',
            requiresArg: true,
            choices: ['private', 'team', 'shared', 'public', 'system'],
            description: 'Who may read new patterns (default: team)',
          }),
      (values) => {
        asked = {
          kind: 'import',
          folders: textsIn(values.folders),
          accessLevel: lastText(values['access-level']),
          json: values.json === true,
          values: lastTexts(values),
        };
      },
    );
  try {
    await parser.parseAsync(line.length === 0 ? ['--help'] : [...line], {}, (_error, _values, text) => {
      help = text;
    });
  } catch (error) {
    throw usageError(error);
  }
  if (asked !== undefined) return asked;
  if (help === '') throw new UsageError('No command was given. There is: import.');
  return { kind: 'help', text: `${help.replaceAll(' [default: []]', '')}\n\n${EXAMPLES}` };
};
