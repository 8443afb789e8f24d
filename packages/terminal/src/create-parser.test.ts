import { describe, expect, test } from 'vitest';
import { CommandArguments } from './command-arguments.ts';
import { createParser, parserMessage, runParser } from './create-parser.ts';

const read = async (line: readonly string[]) => {
  let asked: CommandArguments | undefined;
  const parser = createParser({ program: 'cli', name: 'tmws-some', purpose: 'something' });
  parser.command('go <places..>', 'Goes', {}, (values) => {
    asked = new CommandArguments(values);
  });
  const help = await runParser(parser, line);
  return { help, asked };
};

describe('a parser', () => {
  test('shows its help for an empty line, with the settings that are not for a core alone', async () => {
    const { help } = await read([]);
    expect(help).toMatch(/^tmws-some: something\n/);
    expect(help).toContain('--data-dir');
    expect(help).not.toContain('--listen');
    expect(await read(['--help'])).toEqual({ help, asked: undefined });
  });

  test('hands on what was typed, of a setting the last', async () => {
    const { help, asked } = await read(['go', '1', '2', '--json', '--namespace', 'a', '--namespace', 'b']);
    expect(help).toBe('');
    expect(asked?.list('places')).toEqual(['1', '2']);
    expect(asked?.flag('json')).toBe(true);
    expect(asked?.texts()).toMatchObject({ namespace: 'b', json: undefined });
  });

  test('throws for wrong usage what can be told as one sentence', async () => {
    const thrown = await read(['go', 'x', '--bad']).catch((error: unknown) => error);
    expect(parserMessage(thrown)).toBe('Unknown argument: bad.');
    expect(parserMessage('Is\n  this wrong?')).toBe('Is this wrong?');
  });
});
