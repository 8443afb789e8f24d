import { choiceOf, OPTIONS } from '@tmws/terminal';
import type { MigrateCommand } from './migrate-command.ts';

/** `tmws-migrate import`. */
export const importCommand: MigrateCommand = {
  signature: 'import <folders..>',
  usage: 'import DIR…',
  purpose: 'Store every folder with a SKILL.md as a pattern, with all its files',
  examples: [
    { line: 'tmws-migrate import .claude/skills', description: 'every skill of a folder, at any depth' },
    {
      line: 'tmws-migrate import ~/skills ./more-skills --namespace examples --access-level public --json',
      description: 'into a namespace, readable by all agents, as one JSON object',
    },
  ],
  configure: (parser) =>
    parser
      .positional('folders', { type: 'string', array: true, demandOption: true, description: 'Folders of skills' })
      .option('access-level', {
        type: 'string',
        group: OPTIONS,
        requiresArg: true,
        ...choiceOf(['private', 'team', 'shared', 'public', 'system']),
        description: 'Who may read new patterns (default: team)',
      }),
  read: (typed) => ({
    settings: typed.texts(),
    run: async ({ connect, surroundings: { stderr } }) => {
      const { runImport } = await import('../run-import.ts');
      return runImport({ folders: typed.list('folders'), accessLevel: typed.text('access-level'), stderr, connect });
    },
  }),
};
