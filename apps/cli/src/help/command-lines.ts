/** A line of a list of commands. */
export interface CommandLineOfHelp {
  readonly name: string;
  readonly description: string;
}

/** How the list is laid out. */
export interface ListLayout {
  /** Width of the terminal. */
  readonly columns: number;
  /** Width of the names; a longer name takes a line of its own. */
  readonly nameWidth: number;
}

const INDENT = 2;
const GAP = 2;

const wrapped = (text: string, width: number): readonly string[] => {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last === '') lines[lines.length - 1] = word;
    else if (last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
};

/** Names and what they are about, in two columns that fit the terminal. */
export const commandLines = (lines: readonly CommandLineOfHelp[], { columns, nameWidth }: ListLayout): string => {
  const left = INDENT + nameWidth + GAP;
  return lines
    .flatMap(({ name, description }) => {
      const texts = wrapped(description, columns - left);
      const head = `${' '.repeat(INDENT)}${name}`;
      const isLong = name.length > nameWidth;
      const [first = '', ...rest] = texts;
      const more = (isLong ? texts : rest).map((text) => `${' '.repeat(left)}${text}`);
      return isLong ? [head, ...more] : [`${head.padEnd(left)}${first}`, ...more];
    })
    .join('\n');
};
