import { parseArgs } from 'node:util';
import { type Overrides, overridesFromFlags, settingFlags } from '@tmws/config';
import { UsageError } from '@tmws/terminal';
import { HTTP_FLAGS, type HttpOptions, httpOptionsFrom, withHttpDefault } from './http/http-options.ts';

/** What the command line asks for. */
export type Command =
  | { readonly kind: 'serve'; readonly overrides: Overrides }
  | { readonly kind: 'serve-http'; readonly overrides: Overrides; readonly http: HttpOptions }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' };

const OWN_FLAGS = {
  help: { type: 'boolean', short: 'h', description: 'Show this text and exit.' },
  version: { type: 'boolean', short: 'V', description: 'Show the version and exit.' },
} as const;

/** What is wrong with a line that a parser refused: its first sentence, then where every flag is told of. */
export const wrongLine = (error: unknown, command: string): UsageError => {
  const why = error instanceof Error ? error.message : String(error);
  return new UsageError(`${why.split('. ', 1)[0]?.replace(/\.$/, '')}. ${command} --help lists every flag.`);
};

/**
 * Reads the words after the program's name.
 *
 * @throws UsageError for an unknown flag, a missing value or a word too many.
 */
export const parseCommandLine = (words: readonly string[]): Command => {
  try {
    const options = { ...settingFlags('mcp'), ...HTTP_FLAGS, ...OWN_FLAGS };
    const { values } = parseArgs({ args: [...withHttpDefault(words)], options });
    if (values.help === true) return { kind: 'help' };
    if (values.version === true) return { kind: 'version' };
    const http = httpOptionsFrom(values);
    const overrides = overridesFromFlags(values);
    return http === undefined ? { kind: 'serve', overrides } : { kind: 'serve-http', overrides, http };
  } catch (error) {
    throw wrongLine(error, 'tmws-mcp');
  }
};

/** The text of `--help`. */
export const helpText = (): string => {
  const flags = Object.entries(settingFlags('mcp')).map(([flag, { description }]) => [`--${flag} VALUE`, description]);
  const http = Object.entries(HTTP_FLAGS).map(([flag, { value, description }]) => [
    `--${flag} ${value}`.trimEnd(),
    description,
  ]);
  const own = Object.entries(OWN_FLAGS).map(([flag, { short, description }]) => [`-${short}, --${flag}`, description]);
  const lines = [...flags, ...http, ...own].map(
    ([flag = '', description = '']) => `  ${flag.padEnd(28)}${description}`,
  );
  return `tmws-mcp: learning patterns for AI agents, as an MCP server on standard input and output, or over HTTP.

Usage: tmws-mcp [FLAG…]
       tmws-mcp install --client NAME   adds it to the configuration of an MCP client

An MCP client starts it and speaks to it. It finds the core of the data folder, or starts one. Every setting
is also a variable, --data-dir for example TMWS_DATA_DIR. With --http it serves clients that bring an API key each,
and acts as the agent of that key.

${lines.join('\n')}

Example, for Claude Code:
  claude mcp add tmws -- node /path/to/tmws-mcp.js
`;
};
