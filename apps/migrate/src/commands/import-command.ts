import { choiceOf, OPTIONS } from '@tmws/terminal';
import type { MigrateCommand } from './migrate-command.ts';

/** `tmws-migrate import`. */
export const importCommand: MigrateCommand = {
  signature: 'import <folders..>',
  usage: 'import DIR…',
  purpose: 'Store every folder with a SKILL.md as a pattern, with all its files',
  examples: [
    { line: 'tmws-migrate import .claude/skills', description: 'every skill of a folder, at any depth' },
    { line: 'tmws-migrate import . --dry-run', description: 'what an import of a project or plugin would do' },
    {
      line: 'tmws-migrate import ~/skills ./skills.zip --namespace examples --access-level public --json',
      description: 'into a namespace, readable by all agents, as one JSON object',
    },
  ],
  configure: (parser) =>
    parser
      .positional('folders', {
        type: 'string',
        array: true,
        demandOption: true,
        description: 'Folders of skills, projects, plugins, marketplaces; zip and tar archives',
      })
      .options({
        'access-level': {
          type: 'string',
          group: OPTIONS,
          requiresArg: true,
          ...choiceOf(['private', 'team', 'shared', 'public', 'system']),
          description: 'Who may read new patterns (default: team)',
        },
        'dry-run': {
          type: 'boolean',
          group: OPTIONS,
          description: 'Only say what would be created, versioned, skipped, renamed, set aside and refused',
        },
        'on-conflict': {
          type: 'string',
          group: OPTIONS,
          requiresArg: true,
          ...choiceOf(['rename', 'version', 'skip', 'fail']),
          description: 'What to do with a skill whose name another one has (default: rename)',
        },
        prune: {
          type: 'boolean',
          group: OPTIONS,
          description: 'Deprecate the patterns of skills that are gone from the folder',
        },
        serve: {
          type: 'boolean',
          group: OPTIONS,
          description: 'List new patterns as Agent Skills; --no-serve does not (default: listed)',
        },
        'author-as-owner': {
          type: 'boolean',
          group: OPTIONS,
          description: "Make the frontmatter's author the owner; for admins",
        },
        'accept-finding': {
          type: 'string',
          array: true,
          group: OPTIONS,
          requiresArg: true,
          description: 'Id of a finding that you have seen and accept; may stand more than once',
        },
        report: {
          type: 'string',
          group: OPTIONS,
          requiresArg: true,
          description: 'Write what --json prints to this file too',
        },
      }),
  read: (typed) => ({
    settings: typed.texts(),
    run: async ({ connect, surroundings: { stderr } }) => {
      const [{ importOptions }, { runImport }] = await Promise.all([
        import('../import/import-options.ts'),
        import('../run-import.ts'),
      ]);
      const [folders, reportFile] = [typed.list('folders'), typed.text('report')];
      return runImport({ folders, options: importOptions(typed), reportFile, stderr, connect });
    },
  }),
};
