import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { lazySharedConnection, RemoteError, type SharedConnection, type TmwsClient } from '@tmws/client';
import { type Config, ConfigError, formatAddress } from '@tmws/config';
import { programEntry } from '@tmws/terminal';
import { createMcpServer } from '../create-mcp-server.ts';
import { createStderrLogger } from '../stderr-logger.ts';
import { runningCorePart } from '../watch/running-core-part.ts';
import { allowedHosts } from './allowed-hosts.ts';
import { recogniseByCore } from './caller.ts';
import { createHttpListener } from './http-listener.ts';
import type { HttpOptions } from './http-options.ts';
import { ListenError } from './listen-error.ts';
import { MCP_PATH } from './resource-metadata.ts';

/** How long requests under way may take to end after a signal. */
const DRAIN_LIMIT_MS = 10_000;
/** How long what nobody waits for then, say the start of a core, may keep the process. */
const END_LIMIT_MS = 500;
/** Not SIGHUP: `nohup` has it ignored, which a listener of ours would undo. */
const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/** Against clients that send, or read, so slowly that they hold a connection for nothing. */
const SERVER_LIMITS = {
  headersTimeout: 10_000,
  requestTimeout: 60_000,
  keepAliveTimeout: 30_000,
  maxHeaderSize: 16 * 1024,
} as const;
/** Streams that are read send something every 15 s. */
const SILENT_CONNECTION_MS = 120_000;
const MOST_CONNECTIONS = 1_000;

const listen = async (server: Server, { host, port }: HttpOptions): Promise<string> => {
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ListenError(
      `MCP cannot be served on ${host}:${port} (${why}). Name an address of this machine and a free port with --http.`,
    );
  }
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return formatAddress({ transport: 'tcp', host, port: bound, tls: false });
};

/** The agent whose PUBLIC skills are shown to everybody; undefined: nobody's. @throws ConfigError without its key */
const publisherOf = (
  { apiKey }: Config,
  { isPublishing = false }: HttpOptions,
  connect: () => Promise<SharedConnection>,
): (() => Promise<TmwsClient>) | undefined => {
  if (!isPublishing) return undefined;
  if (apiKey === undefined) {
    throw new ConfigError(
      'TMWS_API_KEY',
      '--publish-skills needs TMWS_API_KEY, or --api-key: the key of the agent whose PUBLIC skills everybody may see.',
    );
  }
  return async () => (await connect()).as(apiKey);
};

/**
 * Serves MCP over streamable HTTP until a signal comes; requests under way then get their answers. The server has no
 * identity: each request acts as the agent of the API key that it carries, and as nobody without; only the PUBLIC skills
 * of a publisher are for everybody.
 *
 * @throws ConfigError for a publisher without a key, ListenError where the system does not let it serve there.
 */
export const serveHttp = async (config: Config, options: HttpOptions): Promise<void> => {
  const logger = createStderrLogger(config.logLevel);
  const connection = lazySharedConnection(config, { coreEntry: programEntry('core') });
  let connected: SharedConnection | undefined;
  const connect = async (): Promise<SharedConnection> => {
    connected = await connection();
    return connected;
  };
  const { listener, drain, close } = createHttpListener({
    ...options,
    logger,
    hosts: allowedHosts(options),
    recognise: recogniseByCore(connect),
    publisher: publisherOf(config, options, connect),
    ...runningCorePart(config),
    createServer: (ofCaller) => createMcpServer({ ...ofCaller, logger, ...runningCorePart(config) }),
  });
  const server = createServer(SERVER_LIMITS, listener);
  server.maxConnections = MOST_CONNECTIONS;
  server.timeout = SILENT_CONNECTION_MS;
  const bound = await listen(server, options);
  logger.info({ url: options.publicUrl?.href ?? `http://${bound}${MCP_PATH}`, address: bound }, 'serving');
  connect().catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    logger.warn({ why, reason: error instanceof RemoteError ? error.reason : 'INTERNAL' }, 'no core');
  });

  let isEnding = false;
  const end = async (signal: string): Promise<void> => {
    if (isEnding) return;
    isEnding = true;
    logger.info({ signal }, 'ending');
    setTimeout(() => process.exit(), DRAIN_LIMIT_MS).unref();
    server.close();
    await drain();
    await close();
    server.closeAllConnections();
    connected?.close();
    setTimeout(() => process.exit(), END_LIMIT_MS).unref();
  };
  for (const signal of SIGNALS) process.on(signal, () => void end(signal));
};
