/** A line of commands with its continuations. */
export interface CommandLine {
  /** Index of its first character in the text. */
  readonly index: number;
  readonly text: string;
}

const CONTINUES = /[\\`^]\s{0,4}$|(?:\||&&|<\(|\$\()\s{0,4}$/;
const CONTINUED = /^\s{0,40}(?:\||&&)/;
const SIGN = /[\\`^]\s{0,4}$/;
const MOST_LINES = 20;
const END = 8;

/** Quotes and backslashes within a word, which a shell takes away: `cu'r'l`. `\n` and its like stay, for JSON. */
const WITHIN_WORD = /(?<=[a-z])(?:['"]{1,2}|\\(?![nrtu]))(?=[a-z])/gi;

const COMMAND_SIGN = /[|(@<;&]/;
const QUOTE = /['"\\]/;

const unquoted = (line: string): string =>
  QUOTE.test(line) && COMMAND_SIGN.test(line) ? line.replace(WITHIN_WORD, '') : line;

/** A Markdown fence or an inline code ends in the sign by which PowerShell continues a line. */
const endsInCode = (line: string): boolean =>
  /`\s{0,4}$/.test(line.slice(-END)) && !/\s`\s{0,4}$/.test(line.slice(-END));

/** Lines of a text, those joined that a shell would read as one: `\`, a pipe at an end or a beginning. */
export const commandLines = (text: string): readonly CommandLine[] => {
  const joined: CommandLine[] = [];
  let parts: string[] = [];
  let start = 0;
  let at = 0;
  const lines = text.split('\n');
  lines.forEach((line, number) => {
    if (parts.length === 0) start = at;
    at += line.length + 1;
    const next = lines[number + 1];
    const end = line.slice(-END);
    const goesOn =
      next !== undefined &&
      parts.length < MOST_LINES &&
      ((CONTINUES.test(end) && !endsInCode(line)) ||
        (line.trim() !== '' && CONTINUED.test(next.slice(0, 50)) && !/^\s{0,40}\|.*\|\s*$/.test(next.slice(0, 400))));
    parts.push(goesOn ? line.trimEnd().replace(SIGN, ' ') : line);
    if (goesOn) return;
    joined.push({ index: start, text: unquoted(parts.length === 1 ? line : parts.join(' ')) });
    parts = [];
  });
  return joined;
};
