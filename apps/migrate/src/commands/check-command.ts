import { OPTIONS } from '@tmws/terminal';
import type { MigrateCommand } from './migrate-command.ts';

/** `tmws-migrate check`. */
export const checkCommand: MigrateCommand = {
  signature: 'check <folders..>',
  usage: 'check DIR…',
  purpose: 'Say what an import would find in skills and which rules of the standard they break; store nothing',
  examples: [
    { line: 'tmws-migrate check .claude/skills', description: 'one finding a line; ends with 1 where a skill fails' },
    { line: 'tmws-migrate check . --fix', description: 'puts right what has only one right form' },
    { line: 'tmws-migrate check . --strict --sarif skills.sarif', description: 'for code scanning in CI' },
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
        fix: {
          type: 'boolean',
          group: OPTIONS,
          description: 'Put right byte order marks, line ends, the name of SKILL.md, and names unlike the folder',
        },
        strict: { type: 'boolean', group: OPTIONS, description: 'Warnings fail too' },
        sarif: {
          type: 'string',
          group: OPTIONS,
          requiresArg: true,
          description: 'Write the findings to this file too, as SARIF 2.1.0',
        },
      }),
  read: (typed) => ({
    settings: typed.texts(),
    run: async ({ connect, surroundings: { stderr } }) => {
      const { runCheck } = await import('../run-check.ts');
      return runCheck({
        folders: typed.list('folders'),
        isFixing: typed.flag('fix') === true,
        isStrict: typed.flag('strict') === true,
        sarifFile: typed.text('sarif'),
        connect,
        stderr,
      });
    },
  }),
};
