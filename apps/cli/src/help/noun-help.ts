import { COMMAND_TABLE, NOUNS } from '../commands/command-table.ts';
import { commandLines } from './command-lines.ts';

/** The help of a noun: what can be done with it. It loads no command. */
export const nounHelp = (noun: string, columns: number): string => {
  const entries = COMMAND_TABLE.filter(({ name }) => name.startsWith(`${noun} `));
  const lines = entries.map(({ name, usage, description }) => ({
    name: `tmws ${name} ${usage}`.trimEnd(),
    description,
  }));
  const nameWidth = Math.min(Math.max(...lines.map(({ name }) => name.length)), Math.floor(columns / 2));
  return [
    `tmws ${noun}: ${NOUNS[noun] ?? ''}`,
    commandLines(lines, { columns, nameWidth }),
    `\`tmws ${entries[0]?.name ?? noun} --help\` tells of its flags, with examples; so do the others.`,
  ].join('\n\n');
};
