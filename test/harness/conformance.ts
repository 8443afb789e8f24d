import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { createServer, request as httpRequest } from 'node:http';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { REPOSITORY, run } from './run.ts';
import { temporaryFolder } from './temporary-folder.ts';

const SUITE = path.join(REPOSITORY, 'node_modules/@modelcontextprotocol/conformance/dist/index.js');
const FIXTURE = path.join(REPOSITORY, 'apps/mcp/src/testing/conformance/conformance-server.ts');

/** One thing that the suite looked at. */
export interface Check {
  readonly scenario: string;
  readonly id: string;
  readonly status: 'SUCCESS' | 'FAILURE' | 'WARNING' | 'SKIPPED' | 'INFO';
  readonly errorMessage?: string;
}

/** Names of all scenarios that the suite has for servers. */
export const serverScenarios = async (): Promise<readonly string[]> => {
  const { stdout } = await run(process.execPath, [SUITE, 'list']);
  const [, servers = ''] = /^Server scenarios[^\n]*\n(.*?)\n\n/ms.exec(stdout) ?? [];
  return [...servers.matchAll(/^ +- (\S+)/gm)].flatMap(([, name]) => (name === undefined ? [] : [name]));
};

/** Runs the suite against a server; `words` choose the scenarios. */
export const runConformance = async (url: URL, words: readonly string[]): Promise<readonly Check[]> => {
  await using folder = await temporaryFolder();
  await run(process.execPath, [SUITE, 'server', '--url', url.href, '-o', folder.path, ...words]);
  const results = await readdir(folder.path);
  const checks = await Promise.all(
    results.map(async (result): Promise<readonly Check[]> => {
      const [, scenario = ''] = /^server-(.+)-\d{4}-\d\d-\d\dT/.exec(result) ?? [];
      const found: readonly Omit<Check, 'scenario'>[] = JSON.parse(
        await readFile(path.join(folder.path, result, 'checks.json'), 'utf8'),
      );
      return found.map((check) => ({ ...check, scenario }));
    }),
  );
  return checks.flat();
};

/** An address that can be given to a program that cannot send keys. */
export interface Reachable extends AsyncDisposable {
  readonly url: URL;
}

/** Passes everything on to a server of the loopback, each request with this bearer token. */
export const withBearer = async (target: URL, token: string): Promise<Reachable> => {
  const proxy = createServer((asked, answer) => {
    const headers = { ...asked.headers, authorization: `Bearer ${token}` };
    const onward = httpRequest(new URL(asked.url ?? '/', target), { method: asked.method, headers }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      answer.flushHeaders();
      response.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    answer.on('close', () => onward.destroy());
    asked.pipe(onward);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const address = proxy.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.');
  return {
    url: new URL(target.pathname, `http://127.0.0.1:${address.port}`),
    [Symbol.asyncDispose]: async () => {
      proxy.closeAllConnections();
      proxy.close();
    },
  };
};

/** Starts the server of the suite's fixtures, on the transport of ours, which takes any token. */
export const startFixtureServer = async (): Promise<Reachable> => {
  const child = spawn(process.execPath, ['--conditions=@tmws/source', FIXTURE], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  const [port] = await once(createInterface({ input: child.stdout }), 'line');
  return {
    url: new URL(`http://127.0.0.1:${port}/mcp`),
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
};
