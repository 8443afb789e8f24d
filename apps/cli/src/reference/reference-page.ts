import { SETTINGS } from '@tmws/config';
import { EXIT_CODES } from '@tmws/terminal';
import type { CommandEntry, CommandOption } from '../command.ts';
import { COMMAND_TABLE } from '../commands/command-table.ts';
import { groupCommands } from '../help/group-commands.ts';
import { SIBLING_PROGRAMS } from '../programs.ts';

const EXIT_TEXTS: Readonly<Record<keyof typeof EXIT_CODES, string>> = {
  done: 'it did its work',
  failed: 'it failed in a way without a code of its own',
  wrongUsage: 'wrong usage: unknown command or flag, missing argument, a name that fits several patterns',
  notFound: 'not found, or not accessible',
  conflict: 'a conflict, or a precondition that does not hold',
  notAllowed: 'not allowed, or not known',
  invalidInput: 'invalid input',
  coreUnreachable: 'the core is not reachable',
  tryAgain: 'try again: a limit was hit, or the core is starting or ending',
};

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '\\<');

const valueText = ({ type, choices }: CommandOption): string => {
  if (choices !== undefined) return ` ${choices.join('\\|')}`;
  return type === 'boolean' ? '' : ` ${type === 'number' ? 'NUMBER' : 'TEXT'}`;
};

const flagRow = ([name, option]: readonly [string, CommandOption]): string => {
  const alias = option.alias === undefined ? '' : `, \`--${option.alias}\``;
  const notes = [option.isRequired === true ? 'required' : '', option.isList === true ? 'repeatable' : ''];
  const note = notes.filter((text) => text !== '').join(', ');
  return `| \`--${name}${valueText(option)}\`${alias} | ${cell(option.description)}${note === '' ? '' : ` (${note})`} |`;
};

const commandPart = async ({ name, usage, description, load }: CommandEntry): Promise<string> => {
  const { positionals = {}, options, examples } = await load();
  const words = Object.entries(positionals).map(([word, text]) => `| \`${word}\` | ${cell(text)} |`);
  const rows = [...words, ...Object.entries(options).map(flagRow)];
  return [
    `### ${`tmws ${name} ${usage}`.trimEnd().replaceAll('<', '\\<').replaceAll('_', '\\_')}`,
    `${description}.`,
    ...(rows.length === 0 ? [] : [`| | |\n|---|---|\n${rows.join('\n')}`]),
    `\`\`\`sh\n${examples.map(({ line, description: what }) => `# ${what}\n${line}`).join('\n')}\n\`\`\``,
  ].join('\n\n');
};

const groupPart = async ({ title, words }: ReturnType<typeof groupCommands>[number]): Promise<string> => {
  const entries = words.flatMap((word) =>
    COMMAND_TABLE.filter(({ name }) => name === word || name.startsWith(`${word} `)),
  );
  const programs = words.flatMap((word) => {
    const program = SIBLING_PROGRAMS[word];
    return program === undefined
      ? []
      : [`### tmws ${word}\n\n${program.description}. \`tmws ${word} --help\` tells more.`];
  });
  return [`## ${title}`, ...(await Promise.all(entries.map(commandPart))), ...programs].join('\n\n');
};

/** The page of all commands: usage, arguments, flags and examples of each, exit codes and settings. */
export const referencePage = async (): Promise<string> => {
  const codes = Object.entries(EXIT_CODES).map(([name, code]) => {
    const text = Object.entries(EXIT_TEXTS).find(([known]) => known === name)?.[1] ?? '';
    return `| ${code} | ${text} |`;
  });
  const settings = Object.entries(SETTINGS).map(
    ([, { variable, flag, description }]) => `| \`${variable}\` | \`--${flag}\` | ${cell(description)} |`,
  );
  const parts = [
    '<!-- Made by apps/cli/src/reference/write-reference.ts from the commands. -->\n# The command line',
    'In this repository `tmws` is `npx tmws`, or `node apps/cli/dist/tmws.js`. A pattern is named by id, by `name` or by\n`name@version`. Every command takes `--json`, which prints one object with the keys of the contract, and `--help`.\nResults go to stdout; errors, hints and progress to stderr. What cannot be undone asks on a terminal, and needs `--yes`\nelsewhere. An id in an example stands for one of your own.',
    ...(await Promise.all(groupCommands().map(groupPart))),
    `## Exit codes\n\n| | |\n|---|---|\n${codes.join('\n')}`,
    `## Settings\n\nEach is a variable and a flag; the flag wins. \`tmws config\` prints the values and where they come from.\n\n| variable | flag | |\n|---|---|---|\n${settings.join('\n')}`,
  ];
  return `${parts.join('\n\n')}\n`;
};
