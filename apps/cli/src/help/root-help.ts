import { COMMAND_GROUPS, OTHERS, TOOLS } from '../commands/command-groups.ts';
import { COMMAND_TABLE, NOUNS } from '../commands/command-table.ts';
import { SIBLING_PROGRAMS } from '../programs.ts';
import { commandLines } from './command-lines.ts';

/** A command or noun of the first level, and what it is about. */
interface Word {
  readonly word: string;
  readonly usage: string;
  readonly description: string;
}

const words = (): readonly Word[] => {
  const alone = COMMAND_TABLE.filter(({ name }) => !name.includes(' '));
  return [
    ...alone.map(({ name, usage, description }) => ({ word: name, usage, description })),
    ...Object.entries(NOUNS).map(([word, description]) => ({ word, usage: '', description })),
    ...Object.entries(SIBLING_PROGRAMS).map(([word, { description }]) => ({ word, usage: '', description })),
  ];
};

const groupOf = (word: string): string => {
  if (word.includes('_')) return TOOLS;
  return Object.keys(COMMAND_GROUPS).find((group) => COMMAND_GROUPS[group]?.includes(word) === true) ?? OTHERS;
};

const placeOf = ({ word }: Word): number => COMMAND_GROUPS[groupOf(word)]?.indexOf(word) ?? 0;

/** The help of `tmws` alone: what there is, by what one wants to do. It loads no command. */
export const rootHelp = (columns: number): string => {
  const all = words();
  const groups = [...Object.keys(COMMAND_GROUPS), TOOLS, OTHERS];
  const widest = Math.max(
    ...all.filter(({ word }) => groupOf(word) !== TOOLS).map(({ word, usage }) => `${word} ${usage}`.trimEnd().length),
  );
  const parts = groups.map((group) => {
    const members = all.filter(({ word }) => groupOf(word) === group).toSorted((a, b) => placeOf(a) - placeOf(b));
    if (members.length === 0) return [];
    const lines = members.map(({ word, usage, description }) => ({ name: `${word} ${usage}`.trimEnd(), description }));
    const nameWidth = group === TOOLS ? Math.max(...lines.map(({ name }) => name.length)) : widest;
    return [`${group}\n${commandLines(lines, { columns, nameWidth })}`];
  });
  return [
    'tmws: learning patterns of agents, from the command line\n\nUsage: tmws COMMAND [ARGUMENTS] [--json]',
    ...parts.flat(),
    'Examples:\n  # find a pattern\n  tmws search "my query on a big table got slow"',
    '`tmws COMMAND --help` tells of its flags, with examples; `tmws config` lists the settings, each a flag too.\n--json prints one JSON object for programs, --version the version.',
  ].join('\n\n');
};
