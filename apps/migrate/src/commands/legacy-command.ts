import { choiceOf, OPTIONS } from '@tmws/terminal';
import type { MigrateCommand } from './migrate-command.ts';

/** `tmws-migrate legacy`. */
export const legacyCommand: MigrateCommand = {
  signature: 'legacy <file>',
  usage: 'legacy FILE',
  purpose: 'Store the patterns of a database of the Python implementation, with dates, counts and history',
  examples: [
    { line: 'tmws-migrate legacy data/tmws.db --dry-run', description: 'what would come of a SQLite database' },
    {
      line: 'tmws-migrate legacy legacy.sql --keep-owners --report report.json',
      description: 'a plain dump of PostgreSQL, each pattern its owner’s; for system admins',
    },
  ],
  configure: (parser) =>
    parser
      .positional('file', {
        type: 'string',
        demandOption: true,
        description: 'SQLite file, plain dump of PostgreSQL, or postgresql://…',
      })
      .options({
        'dry-run': { type: 'boolean', group: OPTIONS, description: 'Only say what would be done' },
        'keep-owners': {
          type: 'boolean',
          group: OPTIONS,
          description: 'Leave patterns to their owners, who are made where they are missing (system admins only)',
        },
        'access-level': {
          type: 'string',
          group: OPTIONS,
          requiresArg: true,
          ...choiceOf(['private', 'team', 'shared', 'public']),
          description: 'Who may read patterns that name no level (default: private)',
        },
        report: {
          type: 'string',
          group: OPTIONS,
          requiresArg: true,
          description: 'Write the result as JSON to a file',
        },
      }),
  read: (typed) => {
    const source = typed.required('file');
    return {
      settings: typed.texts(),
      run: async ({ connect, surroundings: { stderr } }) => {
        const { runLegacy } = await import('../run-legacy.ts');
        return runLegacy({
          source,
          keepOwners: typed.flag('keep-owners') === true,
          namespace: typed.text('namespace'),
          accessLevel: typed.text('access-level'),
          dryRun: typed.flag('dry-run') === true,
          report: typed.text('report'),
          connect,
          stderr,
        });
      },
    };
  },
};
