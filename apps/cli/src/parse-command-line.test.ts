import { settingFlags } from '@tmws/config';
import { describe, expect, test } from 'vitest';
import { COMMAND_TABLE, NOUNS } from './commands/command-table.ts';
import { parseCommandLine } from './parse-command-line.ts';

const help = async (...line: readonly string[]): Promise<string> => {
  const asked = await parseCommandLine([...line, '--help']);
  return asked.kind === 'text' ? asked.text : '';
};

const values = async (...line: readonly string[]): Promise<Readonly<Record<string, unknown>>> => {
  const asked = await parseCommandLine(line);
  if (asked.kind === 'text') throw new Error('The line asked for help.');
  return asked.values;
};

const refused = async (...line: readonly string[]): Promise<string> => {
  const error: unknown = await parseCommandLine(line).then(
    () => new Error('The line was taken.'),
    (reason: unknown) => reason,
  );
  if (error instanceof Error && error.name === 'UsageError') return error.message;
  throw error;
};

describe('every command', () => {
  test('has a name of its own', () => {
    expect(new Set(COMMAND_TABLE.map(({ name }) => name)).size).toBe(COMMAND_TABLE.length);
    const nouns = COMMAND_TABLE.filter(({ name }) => name.includes(' ')).map(({ name }) => name.split(' ')[0]);
    expect(new Set(nouns)).toEqual(new Set(Object.keys(NOUNS)));
  });

  test.each(COMMAND_TABLE)(
    'shows an example and --json in its help: $name [cli.help]',
    async ({ name, load, description }) => {
      const { examples } = await load();
      const text = await help(...name.split(' '));
      expect(examples.length).toBeGreaterThan(0);
      for (const { line } of examples) {
        expect(line).toContain(`tmws ${name}`);
        expect(text).toContain(line);
      }
      expect(text).toContain('--json');
      expect(text).toContain(description);
    },
  );

  test.each(COMMAND_TABLE)('has no flag that is a setting: $name', async ({ load }) => {
    const { options } = await load();
    const taken = [...Object.keys(settingFlags('cli')), 'json', 'help'];
    expect(Object.keys(options).filter((option) => taken.includes(option))).toEqual([]);
  });
});

describe('a command line', () => {
  test('that is empty, or asks for help, gets all commands', async () => {
    const asked = await parseCommandLine([]);
    expect(asked).toEqual(await parseCommandLine(['--help']));
    for (const { name } of COMMAND_TABLE.filter((entry) => !entry.name.includes(' '))) {
      expect(asked).toMatchObject({ text: expect.stringContaining(`\n  ${name} `) });
    }
  });

  test('that asks for help in another way gets the same', async () => {
    expect(await parseCommandLine(['help'])).toEqual(await parseCommandLine(['-h']));
    expect(await parseCommandLine(['help', 'pattern'])).toEqual(await parseCommandLine(['pattern', '--help']));
    expect(await parseCommandLine(['help', 'pattern', 'show'])).toEqual(
      await parseCommandLine(['pattern', 'show', '-h']),
    );
  });

  test('gets for a noun every verb with its arguments', async () => {
    const text = await help('pattern');
    for (const { name, usage } of COMMAND_TABLE.filter((entry) => entry.name.startsWith('pattern '))) {
      expect(text).toContain(`  tmws ${name} ${usage}`.trimEnd());
    }
  });

  test('that asks for help on a verb that there is not gets what the noun has', async () => {
    expect(await help('member', 'add')).toBe(await help('member'));
  });

  test('gets help that fits the terminal', async () => {
    for (const line of [['--help'], ['pattern', '--help'], ['key', '--help']]) {
      const asked = await parseCommandLine(line, 60);
      const lines = (asked.kind === 'text' ? asked.text : '').split('\n').filter((row) => row.startsWith('  '));
      expect(lines.filter((row) => row.length > 60)).toEqual([]);
    }
  });

  test('gives words, flags and settings', async () => {
    expect(
      await values('search', 'slow', 'query', '--tag', 'a', '--limit', '3', '--tag', 'b', '--agent', 'x'),
    ).toMatchObject({
      query: ['slow', 'query'],
      tag: ['a', 'b'],
      limit: 3,
      agent: 'x',
    });
  });

  test('takes the words of a choice in either case [access.level-spelling]', async () => {
    const line = ['search', 'x', '--access-level', 'TEAM', '--access-level', 'public', '--mode', 'Lexical'];
    expect(await values(...line)).toMatchObject({ 'access-level': ['team', 'public'], mode: 'lexical' });
    const create = ['pattern', 'create', '--access-level', 'TEAM'];
    expect(await values(...create)).toMatchObject({ 'access-level': 'team' });
  });

  test('keeps numbers in words as they were typed', async () => {
    expect(await values('search', '007', '1e3')).toMatchObject({ query: ['007', '1e3'] });
  });

  test('takes words that look like flags after two hyphens', async () => {
    expect(await values('search', '--json', '--', '--help', '-x')).toMatchObject({
      query: ['--help', '-x'],
      json: true,
    });
  });

  test('takes the flags of a tool in both spellings', async () => {
    const line = ['learn_pattern', '--pattern-name', 'a', '--pattern_content', 'b', '--category', 'c'];
    expect(await values(...line)).toMatchObject({ pattern_name: 'a', pattern_content: 'b' });
  });

  test('takes the flags of settings that only the core uses, and does not show them', async () => {
    expect(await values('whoami', '--embedder', 'x')).toMatchObject({ embedder: 'x' });
    expect(await help('whoami')).not.toContain('--embedder');
  });

  test('that is wrong is refused in one sentence [cli.exit-2]', async () => {
    expect(await refused('serch', 'x')).toBe('Unknown command: serch. Did you mean search?');
    expect(await refused('psychic')).toBe('Unknown command: psychic.');
    expect(await refused('search', 'x', '--lmit', '3')).toBe('Unknown flag: --lmit. Did you mean --limit?');
    expect(await refused('search', 'x', '--agnt=a')).toBe('Unknown flag: --agnt. Did you mean --agent?');
    expect(await refused('--foo')).toBe('Unknown flag: --foo.');
    expect(await refused('search')).toBe('An argument is missing: tmws search <query..>.');
    expect(await refused('pattern')).toMatch(/^Say what to do with it: pattern create, /);
    expect(await refused('pattern', 'shw')).toBe('Unknown command: pattern shw. Did you mean pattern show?');
    expect(await refused('pattern', 'show', 'a', 'b')).toBe('Unknown argument: b.');
    expect(await refused('search', 'x', '--limit')).toBe('--limit takes a value.');
    expect(await refused('search', 'x', '--limit', 'many')).toBe('--limit takes a number.');
    expect(await refused('search', 'x', '--mode', 'psychic')).toBe(
      '--mode is "psychic". It must be one of hybrid, semantic, lexical.',
    );
    expect(await refused('learn_pattern', '--category', 'c')).toBe('--pattern_name and --pattern_content are missing.');
  });
});
