import { choiceOf, enumFromText, OPTIONS, UsageError } from '@tmws/terminal';
import type { MigrateCommand } from './migrate-command.ts';

/** `tmws-migrate sync`. */
export const syncCommand: MigrateCommand = {
  signature: 'sync <folder>',
  usage: 'sync DIR',
  purpose:
    'Keep a folder of skills and their patterns the same, both ways; patterns that were never in it stay out of it',
  examples: [
    {
      line: 'tmws-migrate sync .claude/skills',
      description: 'what changed here goes in, what changed there comes out',
    },
    { line: 'tmws-migrate sync .claude/skills --watch', description: 'after each change, until Ctrl-C' },
  ],
  configure: (parser) =>
    parser.positional('folder', { type: 'string', demandOption: true, description: 'Folder of skills' }).options({
      watch: {
        type: 'boolean',
        group: OPTIONS,
        description: 'Go on, after each change of the folder or of a pattern, until Ctrl-C',
      },
      'access-level': {
        type: 'string',
        group: OPTIONS,
        requiresArg: true,
        ...choiceOf(['private', 'team', 'shared', 'public', 'system']),
        description: 'Who may read new patterns (default: team)',
      },
      'dry-run': { type: 'boolean', group: OPTIONS, description: 'Only say what would be done' },
      prune: {
        type: 'boolean',
        group: OPTIONS,
        description: 'Deprecate the patterns of skills that are gone from the folder',
      },
    }),
  read: (typed) => {
    const folder = typed.required('folder');
    const isWatched = typed.flag('watch') === true;
    const isDryRun = typed.flag('dry-run') === true;
    if (isWatched && isDryRun) throw new UsageError('A watch has no plan; leave out --watch or --dry-run.');
    const level = typed.text('access-level');
    return {
      settings: typed.texts(),
      run: async ({ connect, surroundings }) => {
        const [{ AccessLevel }, { runSync }] = await Promise.all([import('@tmws/contract'), import('../run-sync.ts')]);
        return runSync({
          folder,
          isWatched,
          isDryRun,
          isPruned: typed.flag('prune') === true,
          isJson: typed.flag('json') === true,
          accessLevel: level === undefined ? AccessLevel.UNSPECIFIED : enumFromText(AccessLevel, level),
          connect,
          surroundings,
        });
      },
    };
  },
};
