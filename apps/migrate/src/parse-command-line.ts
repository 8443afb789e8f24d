import {
  CommandArguments,
  type CommandExample,
  choiceOf,
  createParser,
  helpText,
  OPTIONS,
  parserMessage,
  runParser,
  UsageError,
} from '@tmws/terminal';

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

const EXAMPLES: readonly CommandExample[] = [
  { line: 'tmws-migrate import .claude/skills', description: 'every skill of a folder, at any depth' },
  {
    line: 'tmws-migrate import ~/skills ./more-skills --namespace examples --access-level public --json',
    description: 'into a namespace, readable by all agents, as one JSON object',
  },
];

const usageError = (thrown: unknown): UsageError => {
  const message = parserMessage(thrown);
  const isFolderMissing = message.startsWith('Not enough non-option');
  return new UsageError(isFolderMissing ? 'Name a folder: tmws-migrate import DIR….' : message);
};

/**
 * Reads a command line, program name left out. `columns` is the width for help.
 *
 * @throws UsageError for unknown commands and flags, missing arguments and values that do not fit.
 */
export const parseCommandLine = async (line: readonly string[], columns?: number): Promise<CommandLine> => {
  let asked: CommandLine | undefined;
  const parser = createParser({ program: 'migrate', name: 'tmws-migrate', purpose: 'skills in and out', columns });
  parser.command(
    'import <folders..>',
    'Store every folder with a SKILL.md as a pattern, with all its files',
    (command) =>
      command
        .positional('folders', { type: 'string', array: true, demandOption: true, description: 'Folders of skills' })
        .option('access-level', {
          type: 'string',
          group: OPTIONS,
          requiresArg: true,
          ...choiceOf(['private', 'team', 'shared', 'public', 'system']),
          description: 'Who may read new patterns (default: team)',
        }),
    (values) => {
      const typed = new CommandArguments(values);
      asked = {
        kind: 'import',
        folders: typed.list('folders'),
        accessLevel: typed.text('access-level'),
        json: typed.flag('json') === true,
        values: typed.texts(),
      };
    },
  );
  let help: string;
  try {
    help = await runParser(parser, line);
  } catch (error) {
    throw usageError(error);
  }
  if (asked !== undefined) return asked;
  if (help === '') throw new UsageError('No command was given. There is: import.');
  return { kind: 'help', text: helpText(help, EXAMPLES) };
};
