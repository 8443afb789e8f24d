import { UsageError } from '@tmws/terminal';
import { expect, test } from 'vitest';
import { helpText, parseCommandLine } from './command-line.ts';
import { spawnServer } from './testing/spawned-server.ts';

test('without flags it serves', () => {
  expect(parseCommandLine([])).toEqual({ kind: 'serve', overrides: {} });
});

test('every setting that a frontend takes is a flag', () => {
  const words = ['--data-dir', '/tmp/x', '--agent=artemis', '--log-level', 'debug', '--embedder', 'none'];
  expect(parseCommandLine(words)).toEqual({
    kind: 'serve',
    overrides: { dataDir: '/tmp/x', agent: 'artemis', logLevel: 'debug', embedder: 'none' },
  });
});

test('help wins over the rest, and describes each flag', () => {
  expect(parseCommandLine(['--agent', 'a', '-h'])).toEqual({ kind: 'help' });
  expect(helpText()).toMatch(/--data-dir VALUE +Folder of all data/);
  expect(parseCommandLine(['--version'])).toEqual({ kind: 'version' });
});

test.each([[['--nonsense']], [['--agent']], [['word']], [['--help=yes']]])('%j is wrong usage', (words) => {
  expect(() => parseCommandLine(words)).toThrow(UsageError);
  expect(() => parseCommandLine(words)).toThrow(/--help lists every flag\.$/);
});

test.each([
  [['--nonsense'], {}, '--nonsense'],
  [[], { TMWS_LOG_LEVEL: 'loud' }, 'TMWS_LOG_LEVEL'],
])('the program with %j and %j ends with code 2 and one line on standard error', async (flags, variables, named) => {
  const server = spawnServer(variables, flags);
  expect(await server.ended).toEqual([2, null]);
  expect(server.errors().trim().split('\n')).toHaveLength(1);
  expect(server.errors()).toContain(named);
  expect(server.lines).toEqual([]);
});

test('the program tells its version and its flags on standard output', async () => {
  const [version, help] = [spawnServer({}, ['--version']), spawnServer({}, ['--help'])];
  expect(await version.ended).toEqual([0, null]);
  expect(version.lines).toEqual([expect.stringMatching(/^\d+\.\d+\.\d+/)]);
  expect(await help.ended).toEqual([0, null]);
  expect(help.lines.join('\n')).toContain('claude mcp add tmws');
});
