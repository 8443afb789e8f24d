import { type CommandArguments, choiceOf, OPTIONS, UsageError } from '@tmws/terminal';
import { EXPORT_FORMATS } from '../export/export-format.ts';
import type { Selection } from '../export/select-patterns.ts';
import type { MigrateCommand } from './migrate-command.ts';

const selectionOf = (typed: CommandArguments): Selection => {
  const minSuccessRate = typed.number('min-success-rate') ?? 0;
  const [category, query] = [typed.text('category'), typed.text('query')];
  const patterns = typed.list('pattern');
  if (!(minSuccessRate >= 0 && minSuccessRate <= 1)) {
    throw new UsageError('--min-success-rate is a number from 0 to 1.');
  }
  if (query?.trim() === '') throw new UsageError('--query is empty.');
  if (query !== undefined && typed.flag('drafts') === true) {
    throw new UsageError('--query finds no drafts; leave out --drafts, or name them with --pattern.');
  }
  if (patterns.length > 0 && (category !== undefined || query !== undefined || minSuccessRate > 0)) {
    throw new UsageError('--pattern names what is exported; leave out --category, --query and --min-success-rate.');
  }
  const withDrafts = typed.flag('drafts') === true;
  return { namespace: typed.text('namespace'), category, query, minSuccessRate, withDrafts, patterns };
};

/** `tmws-migrate export`. */
export const exportCommand: MigrateCommand = {
  signature: 'export <folder>',
  usage: 'export DIR',
  purpose: 'Write the patterns that you may read as skills, with an index of all files',
  examples: [
    {
      line: 'tmws-migrate export ./out',
      description: 'every pattern that you may read, unchanged skills byte for byte',
    },
    {
      line: 'tmws-migrate export ./out --query "slow database" --min-success-rate 0.8 --portable',
      description: 'what is for it and has proved itself, as any agent takes it',
    },
    {
      line: 'tmws-migrate export site/.well-known/agent-skills --format well-known',
      description: 'for npx skills add https://HOST, once a web server serves site',
    },
  ],
  configure: (parser) =>
    parser.positional('folder', { type: 'string', demandOption: true, description: 'Folder to write to' }).options({
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
        description:
          'Folders of skills, one archive or file for each pattern, or what a web server serves as .well-known/agent-skills (default: skill)',
      },
      drafts: {
        type: 'boolean',
        group: OPTIONS,
        description: 'Your own drafts too, as what the safety scan set aside',
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
  read: (typed) => {
    const selection = selectionOf(typed);
    const folder = typed.required('folder');
    const format = EXPORT_FORMATS.find((known) => known === typed.text('format')) ?? 'skill';
    // A filter here, not the namespace to work in, which the core would make where it is not there.
    const { namespace: _filter, ...settings } = typed.texts();
    return {
      settings,
      run: async ({ connect, surroundings: { stderr } }) => {
        const { runExport } = await import('../run-export.ts');
        const isPortable = typed.flag('portable') === true;
        const isForced = typed.flag('force') === true;
        return runExport({ folder, format, isPortable, isForced, selection, connect, stderr });
      },
    };
  },
};
