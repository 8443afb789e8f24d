import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { lazySharedConnection, RemoteError } from '@tmws/client';
import { loadConfig } from '@tmws/config';
import { createMcpServer } from '../create-mcp-server.ts';
import { allowedHosts } from '../http/allowed-hosts.ts';
import type { RecogniseCaller } from '../http/caller.ts';
import { createHttpListener } from '../http/http-listener.ts';
import type { HttpOptions } from '../http/http-options.ts';
import type { SessionLimits } from '../http/sessions.ts';
import type { LogFields, Logger } from '../stderr-logger.ts';

/** Streamable HTTP in this process, whose callers a test decides. */
export interface HttpServer extends AsyncDisposable {
  readonly url: string;
  /** Everything that was logged, as one text. */
  logged(): string;
  /** Keys that are none any more. */
  readonly revoked: Set<string>;
  /** Milliseconds that have passed for its sessions. */
  now: number;
  /** What recognising a caller fails with, whoever it is. */
  unreachable: RemoteError | undefined;
  drain(): Promise<void>;
}

/** Scopes of each key that the server knows, and with them an agent of the key's name. */
export type Keys = Readonly<Record<string, readonly string[]>>;

/** Starts one that reaches its core by the variables. */
export const startHttpServer = async (
  environment: Readonly<Record<string, string>>,
  keys: Keys,
  more: Partial<HttpOptions> & {
    readonly limits?: Partial<SessionLimits>;
    readonly unreadMilliseconds?: number;
    readonly recheckMilliseconds?: number;
  } = {},
): Promise<HttpServer> => {
  const lines: string[] = [];
  const log = (fields: LogFields, message: string): void => void lines.push(JSON.stringify({ ...fields, message }));
  const logger: Logger = { error: log, warn: log, info: log, debug: log };
  const connect = lazySharedConnection(loadConfig(environment));
  const recognise: RecogniseCaller = async (token) => {
    const scopes = test.revoked.has(token) ? undefined : keys[token];
    if (test.unreachable !== undefined) throw test.unreachable;
    if (scopes !== undefined) return { agentId: token, scopes, connect: async () => (await connect()).as(token) };
    throw new RemoteError('No such key.', { reason: 'KEY_INVALID', code: 'UNAUTHENTICATED' });
  };
  const options = {
    host: '127.0.0.1',
    port: 0,
    publicUrl: undefined,
    allowedHosts: [],
    authorizationServers: [],
    ...more,
  };
  const { listener, drain, close } = createHttpListener({
    ...options,
    logger,
    recognise,
    hosts: allowedHosts(options),
    limits: more.limits ?? {},
    now: () => test.now,
    createServer: (ofCaller) => createMcpServer({ ...ofCaller, logger }),
  });
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  const test: HttpServer = {
    url: `http://127.0.0.1:${address.port}/mcp`,
    logged: () => lines.join('\n'),
    revoked: new Set(),
    now: 0,
    unreachable: undefined,
    drain,
    [Symbol.asyncDispose]: async () => {
      await close();
      server.closeAllConnections();
      server.close();
      await connect().then(
        (shared) => shared.close(),
        () => {},
      );
    },
  };
  return test;
};
