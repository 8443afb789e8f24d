import { SETTINGS } from '@tmws/config';
import type { CommandOption } from '../command.ts';
import { COMMAND_TABLE, NOUNS } from '../commands/command-table.ts';
import { SIBLING_PROGRAMS } from '../programs.ts';

/** A word that may come next. */
export interface Candidate {
  readonly word: string;
  readonly description: string;
}

/** A flag that may come next. */
export interface FlagCandidate extends Candidate {
  readonly takesValue: boolean;
  /** What its value may be; empty: anything. */
  readonly values: readonly string[];
}

/** A place in the tree of commands: the words so far, e.g. `pattern create`, and what may follow. */
export interface CompletionPlace {
  /** Empty at the root. */
  readonly words: string;
  readonly commands: readonly Candidate[];
  readonly flags: readonly FlagCandidate[];
}

const COMMON_FLAGS: readonly FlagCandidate[] = [
  { word: '--help', description: 'Show help', takesValue: false, values: [] },
  { word: '--json', description: 'Print the result as one JSON object', takesValue: false, values: [] },
  ...Object.values(SETTINGS)
    .filter(({ programs }) => programs.length > 1)
    .map(({ flag, description }) => ({ word: `--${flag}`, description, takesValue: true, values: [] })),
];

const flagsOf = (options: Readonly<Record<string, CommandOption>>): readonly FlagCandidate[] =>
  Object.entries(options).map(([name, { type, description, choices }]) => ({
    word: `--${name}`,
    description,
    takesValue: type !== 'boolean',
    values: choices ?? [],
  }));

const topLevel = (): readonly Candidate[] => [
  ...COMMAND_TABLE.filter(({ name }) => !name.includes(' ')).map(({ name, description }) => ({
    word: name,
    description,
  })),
  ...Object.entries(NOUNS).map(([word, description]) => ({ word, description })),
  ...Object.entries(SIBLING_PROGRAMS).map(([word, { description }]) => ({ word, description })),
];

const nounPlace = (noun: string): CompletionPlace => ({
  words: noun,
  commands: COMMAND_TABLE.filter(({ name }) => name.startsWith(`${noun} `)).map(({ name, description }) => ({
    word: name.slice(noun.length + 1),
    description,
  })),
  flags: [],
});

/** Every place of the command line with what may follow there. */
export const completionTree = async (): Promise<readonly CompletionPlace[]> => [
  { words: '', commands: topLevel(), flags: COMMON_FLAGS },
  ...Object.keys(NOUNS).map(nounPlace),
  ...(await Promise.all(
    COMMAND_TABLE.map(async ({ name, usage, load }) => {
      const { options } = await load();
      const shells = usage === '<shell>' ? ['bash', 'zsh', 'fish'] : [];
      return {
        words: name,
        commands: shells.map((word) => ({ word, description: '' })),
        flags: [...flagsOf(options), ...COMMON_FLAGS],
      };
    }),
  )),
];
