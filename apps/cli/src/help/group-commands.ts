import { COMMAND_GROUPS, OTHERS, TOOLS } from '../commands/command-groups.ts';
import { COMMAND_TABLE, NOUNS } from '../commands/command-table.ts';
import { SIBLING_PROGRAMS } from '../programs.ts';

/** Commands and nouns of the first level that belong together. */
export interface CommandGroup {
  readonly title: string;
  readonly words: readonly string[];
}

/** The first words of all commands, in groups as `tmws --help` shows them; what no group names comes last. */
export const groupCommands = (): readonly CommandGroup[] => {
  const alone = COMMAND_TABLE.map(({ name }) => name).filter((name) => !name.includes(' '));
  const all = [...alone, ...Object.keys(NOUNS), ...Object.keys(SIBLING_PROGRAMS)];
  const grouped = Object.values(COMMAND_GROUPS).flat();
  const tools = all.filter((word) => word.includes('_'));
  const others = all.filter((word) => !grouped.includes(word) && !tools.includes(word));
  return [
    ...Object.entries(COMMAND_GROUPS).map(([title, words]) => ({
      title,
      words: words.filter((word) => all.includes(word)),
    })),
    { title: TOOLS, words: tools },
    { title: OTHERS, words: others },
  ].filter(({ words }) => words.length > 0);
};
