import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { expect, test } from 'vitest';
import { hasPython, preparePythonClient } from '../harness/python-client.ts';
import { REPOSITORY, run } from '../harness/run.ts';
import { tmwsHome } from '../harness/tmws-home.ts';

const python = await hasPython();

/** The arguments of a printed command, without their quotes. */
const words = (line: string): readonly string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');

test.skipIf(!python && process.env.CI !== 'true')(
  'what npm start prints connects Claude Code, the command line and a gRPC client [docs.npm-start-connect]',
  async () => {
    const runPython = await preparePythonClient();
    // As for most: nobody has said who they are, so that each program takes the user's name.
    await using home = await tmwsHome({ TMWS_AGENT: undefined });
    const PATH = `${path.join(REPOSITORY, 'node_modules/.bin')}${path.delimiter}${process.env.PATH}`;
    const started = spawn(process.execPath, ['scripts/start.ts'], {
      cwd: REPOSITORY,
      env: { ...home.env, PATH },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let printed = '';
    started.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
    });
    const ended = once(started, 'close');
    try {
      await expect.poll(() => printed, { timeout: 120_000 }).toContain('Serving until Ctrl-C.');
      const lineWith = (text: string): string => printed.split('\n').find((line) => line.includes(text)) ?? '';

      const [, , , , , node = '', ...server] = words(lineWith('claude mcp add'));
      const env = Object.fromEntries(Object.entries(home.env).map(([name, value]) => [name, value ?? '']));
      const client = new Client({ name: 'tmws-test', version: '1.0.0' });
      await client.connect(new StdioClientTransport({ command: node, args: [...server], env, stderr: 'ignore' }));
      expect((await client.listTools()).tools.map(({ name }) => name)).toContain('apply_pattern');
      await client.close();

      const [program = '', ...search] = words(lineWith('tmws.js search'));
      expect((await run(program, search, home.env)).stdout).toContain('database_optimization');

      const [, script = '', ...asked] = words(lineWith('search.py'));
      const { status, stdout } = await runPython(
        path.relative(path.join(REPOSITORY, 'examples/clients/python'), script),
        asked,
        home.env,
      );
      expect(status).toBe(0);
      expect(stdout).toContain('database_optimization');
    } finally {
      started.kill('SIGINT');
      await ended;
    }
  },
  300_000,
);
