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
import { EXPORT_FORMATS, type ExportFormat } from './export/export-format.ts';
import type { Selection } from './export/select-patterns.ts';

/** What an export is asked for. */
export interface ExportLine {
  readonly kind: 'export';
  readonly folder: string;
  readonly format: ExportFormat;
  readonly isPortable: boolean;
  readonly isForced: boolean;
  readonly selection: Selection;
  readonly json: boolean;
  /** By flag name, for the settings. */
  readonly values: Readonly<Record<string, unknown>>;
}

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
    }
  | ExportLine;

const EXAMPLES: readonly CommandExample[] = [
  { line: 'tmws-migrate import .claude/skills', description: 'every skill of a folder, at any depth' },
  {
    line: 'tmws-migrate import ~/skills ./more-skills --namespace examples --access-level public --json',
    description: 'into a namespace, readable by all agents, as one JSON object',
  },
  { line: 'tmws-migrate export ./out', description: 'every pattern that you may read, unchanged skills byte for byte' },
  {
    line: 'tmws-migrate export ./out --query "slow database" --min-success-rate 0.8 --portable',
    description: 'what is for it and has proved itself, as any agent takes it',
  },
];

const readExport = (values: Readonly<Record<string, unknown>>): ExportLine => {
  const typed = new CommandArguments(values);
  const minSuccessRate = typed.number('min-success-rate') ?? 0;
  const [category, query] = [typed.text('category'), typed.text('query')];
  const patterns = typed.list('pattern');
  if (!(minSuccessRate >= 0 && minSuccessRate <= 1)) {
    throw new UsageError('--min-success-rate is a number from 0 to 1.');
  }
  if (query?.trim() === '') throw new UsageError('--query is empty.');
  if (patterns.length > 0 && (category !== undefined || query !== undefined || minSuccessRate > 0)) {
    throw new UsageError('--pattern names what is exported; leave out --category, --query and --min-success-rate.');
  }
  // A filter here, not the namespace to work in, which the core would make where it is not there.
  const { namespace, ...settings } = values;
  return {
    kind: 'export',
    folder: typed.required('folder'),
    format: EXPORT_FORMATS.find((format) => format === typed.text('format')) ?? 'skill',
    isPortable: typed.flag('portable') === true,
    isForced: typed.flag('force') === true,
    selection: { namespace: typed.text('namespace'), category, query, minSuccessRate, patterns },
    json: typed.flag('json') === true,
    values: new CommandArguments(settings).texts(),
  };
};

const usageError = (thrown: unknown): UsageError => {
  const message = parserMessage(thrown);
  const isFolderMissing = message.startsWith('Not enough non-option');
  return new UsageError(
    isFolderMissing ? 'Name a folder: tmws-migrate import DIR… or tmws-migrate export DIR.' : message,
  );
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
  parser.command(
    'export <folder>',
    'Write the patterns that you may read as skills, with an index of all files',
    (command) =>
      command.positional('folder', { type: 'string', demandOption: true, description: 'Folder to write to' }).options({
        category: { type: 'string', group: OPTIONS, requiresArg: true, description: 'Only this category' },
        query: {
          type: 'string',
          group: OPTIONS,
          requiresArg: true,
          description: 'Only what a search finds for it, from a similarity of 0.7 on',
        },
        'min-success-rate': {
          type: 'number',
          group: OPTIONS,
          requiresArg: true,
          description: 'Only what succeeded so often, 0 to 1',
        },
        pattern: {
          type: 'string',
          array: true,
          group: OPTIONS,
          requiresArg: true,
          description: 'Only this one, by id or name; may stand more than once',
        },
        format: {
          type: 'string',
          group: OPTIONS,
          requiresArg: true,
          ...choiceOf(EXPORT_FORMATS),
          description: 'Folders of skills, or one Markdown or JSON file for each pattern (default: skill)',
        },
        portable: {
          type: 'boolean',
          group: OPTIONS,
          description: 'Rewrite unchanged skills too, so that the official validator takes all',
        },
        force: {
          type: 'boolean',
          group: OPTIONS,
          description: 'Write to a folder with other files in it, over those of the same name',
        },
      }),
    (values) => {
      asked = readExport(values);
    },
  );
  let help: string;
  try {
    help = await runParser(parser, line);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw usageError(error);
  }
  if (asked !== undefined) return asked;
  if (help === '') throw new UsageError('No command was given. There are: import, export.');
  return { kind: 'help', text: helpText(help, EXAMPLES) };
};
