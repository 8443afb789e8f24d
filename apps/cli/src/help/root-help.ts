import { TOOLS } from '../commands/command-groups.ts';
import { COMMAND_TABLE, NOUNS } from '../commands/command-table.ts';
import { SIBLING_PROGRAMS } from '../programs.ts';
import { type CommandLineOfHelp, commandLines } from './command-lines.ts';
import { groupCommands } from './group-commands.ts';

const lineOf = (word: string): CommandLineOfHelp => {
  const entry = COMMAND_TABLE.find(({ name }) => name === word);
  const description = entry?.description ?? NOUNS[word] ?? SIBLING_PROGRAMS[word]?.description ?? '';
  return { name: `${word} ${entry?.usage ?? ''}`.trimEnd(), description };
};

const widestOf = (lines: readonly CommandLineOfHelp[]): number => Math.max(...lines.map(({ name }) => name.length));

/** The help of `tmws` alone: what there is, by what one wants to do. It loads no command. */
export const rootHelp = (columns: number): string => {
  const groups = groupCommands().map(({ title, words }) => ({ title, lines: words.map(lineOf) }));
  const common = widestOf(groups.filter(({ title }) => title !== TOOLS).flatMap(({ lines }) => lines));
  const parts = groups.map(({ title, lines }) => {
    const nameWidth = title === TOOLS ? widestOf(lines) : common;
    return `${title}\n${commandLines(lines, { columns, nameWidth })}`;
  });
  return [
    'tmws: learning patterns of agents, from the command line\n\nUsage: tmws COMMAND [ARGUMENTS] [--json]',
    ...parts,
    'Examples:\n  # find a pattern\n  tmws search "my query on a big table got slow"',
    '`tmws COMMAND --help` tells of its flags, with examples; `tmws config` lists the settings, each a flag too.\n--json prints one JSON object for programs, --version the version.',
  ].join('\n\n');
};
