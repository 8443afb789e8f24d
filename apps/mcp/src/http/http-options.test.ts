import { UsageError } from '@tmws/terminal';
import { expect, test } from 'vitest';
import { parseCommandLine } from '../command-line.ts';
import { allowedHosts } from './allowed-hosts.ts';
import type { HttpOptions } from './http-options.ts';

const optionsOf = (...words: readonly string[]): HttpOptions => {
  const command = parseCommandLine(words);
  if (command.kind === 'serve-http') return command.http;
  throw new Error(`The command is ${command.kind}.`);
};

test('--http serves on the loopback at the documented port, or where it says [mcp.http]', () => {
  expect(optionsOf('--http')).toMatchObject({ host: '127.0.0.1', port: 7080, authorizationServers: [] });
  expect(optionsOf('--http', '--log-level', 'debug')).toMatchObject({ port: 7080 });
  expect(optionsOf('--http', '[::1]:8000')).toMatchObject({ host: '::1', port: 8000 });
  expect(optionsOf('--http=localhost:0', '--authorization-server', 'https://login.example')).toMatchObject({
    host: 'localhost',
    authorizationServers: ['https://login.example/'],
  });
});

test.each([
  [['--http', 'nowhere']],
  [['--http', 'https://localhost:1']],
  [['--http', '0.0.0.0:7080']],
  [['--http', '0.0.0.0:7080', '--public-url', 'http://patterns.example']],
  [['--http', '--public-url', 'patterns.example']],
  [['--allow-host', 'patterns.example']],
])('%j is wrong usage', (words) => {
  expect(() => parseCommandLine(words)).toThrow(UsageError);
});

test('other machines are served behind a proxy with TLS alone', () => {
  const options = optionsOf('--http', '0.0.0.0:7080', '--public-url', 'https://patterns.example/mcp');
  expect(options.publicUrl?.href).toBe('https://patterns.example/mcp');
});

test('the names of a server are its own, and those it was told [mcp.http-origin]', () => {
  const loopback = ['localhost', '127.0.0.1', '[::1]'];
  expect(allowedHosts(optionsOf('--http'))).toEqual(loopback);
  expect(allowedHosts(optionsOf('--http', '[::1]:1', '--allow-host', 'Desk.local'))).toEqual([
    ...loopback,
    'desk.local',
  ]);
  const behind = ['--public-url', 'https://patterns.example/mcp'];
  expect(allowedHosts(optionsOf('--http', '10.0.0.5:80', ...behind))).toEqual(['10.0.0.5', 'patterns.example']);
  expect(allowedHosts(optionsOf('--http', '0.0.0.0:80', ...behind))).toEqual([...loopback, 'patterns.example']);
});
