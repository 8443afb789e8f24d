import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import type { Scope } from '@tmws/contract';
import { PROGRAMS } from './run.ts';
import type { TmwsHome } from './tmws-home.ts';

/** The built MCP server, serving over HTTP on a free port of the loopback; ended afterwards. */
export interface McpHttpServer extends AsyncDisposable {
  readonly url: URL;
  readonly pid: number | undefined;
  /** All of its log so far. */
  log(): string;
  /** Resolves at its end with exit code and signal. */
  readonly ended: Promise<readonly [number | null, NodeJS.Signals | null]>;
}

/** Starts it, with these words before and after `--http`. */
export const startMcpHttp = async (
  home: Pick<TmwsHome, 'env'>,
  program: readonly string[] = [PROGRAMS.mcp],
  flags: readonly string[] = [],
): Promise<McpHttpServer> => {
  const words = [...program, '--http', '127.0.0.1:0', '--log-level', 'debug', ...flags];
  const child = spawn(process.execPath, words, { env: home.env, stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(child, 'close').then(([code, signal]) => [code, signal] as const);
  const lines: string[] = [];
  const url = await new Promise<URL>((resolve, reject) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      lines.push(line);
      const { msg, url: served } = line.startsWith('{') ? JSON.parse(line) : { msg: undefined, url: undefined };
      if (msg === 'serving') resolve(new URL(served));
    });
    void ended.then(() => reject(new Error(`The server ended without serving: ${lines.join('\n')}`)));
  });
  return {
    url,
    pid: child.pid,
    log: () => lines.join('\n'),
    ended,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
};

/** Makes an agent, where there is none, and a key of its own; returns the secret. */
export const keyOf = async (home: TmwsHome, agentId: string, scopes: readonly Scope[] = []): Promise<string> => {
  const { access } = await home.client();
  await access.createAgent({ agentId }).catch(() => {});
  return (await access.createApiKey({ agentId, scopes: [...scopes] })).secret;
};

/** The official client, connected to the server over HTTP as the agent of this key. */
export const mcpHttpClient = async (
  { url }: Pick<McpHttpServer, 'url'>,
  key: string,
  mode: 'auto' | 'legacy' = 'auto',
): Promise<Client & AsyncDisposable> => {
  const client = new Client({ name: 'tmws-test', version: '1.0.0' }, { versionNegotiation: { mode } });
  await client.connect(
    new StreamableHTTPClientTransport(url, { requestInit: { headers: { authorization: `Bearer ${key}` } } }),
  );
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.close() });
};
