import { serveStdio as serveMcp } from '@modelcontextprotocol/server/stdio';
import { lazyClient, RemoteError } from '@tmws/client';
import type { Config } from '@tmws/config';
import { programEntry } from '@tmws/terminal';
import { createMcpServer } from './create-mcp-server.ts';
import { createStderrLogger } from './stderr-logger.ts';
import { StdioTransport } from './stdio/stdio-transport.ts';
import { createListenRequests } from './watch/listen-requests.ts';
import { runningCorePart } from './watch/running-core-part.ts';

/** How long what is still under way at the end, say the start of a core, may keep the process. */
const END_LIMIT_MS = 500;
const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/**
 * Serves MCP on standard input and output until the client is gone or a signal comes; the process then ends. The core
 * is looked for, and started if need be, once the client has said hello, and while it gets its answer; the first call
 * waits for it.
 */
export const serveStdio = (config: Config): void => {
  const logger = createStderrLogger(config.logLevel);
  const connect = lazyClient(config, { coreEntry: programEntry('core') });
  const listens = createListenRequests();
  let isConnecting = false;

  const connectAhead = (): void => {
    isConnecting = true;
    connect().then(
      () => logger.debug({}, 'connected to the core'),
      (error: unknown) => {
        const why = error instanceof Error ? error.message : String(error);
        logger.warn({ why, reason: error instanceof RemoteError ? error.reason : 'INTERNAL' }, 'no core');
      },
    );
  };

  const transport = new StdioTransport();
  const handle = serveMcp(
    () => {
      // Loading gRPC takes longer than answering: the answer goes first.
      if (!isConnecting) setImmediate(connectAhead);
      return createMcpServer({ connect, logger, onListen: listens.onListen, ...runningCorePart(config) });
    },
    { transport, onerror: (error) => logger.warn({ why: error.message }, 'protocol error') },
  );

  let isEnding = false;
  const end = (why: string): void => {
    if (isEnding) return;
    isEnding = true;
    logger.debug({ why }, 'ending');
    // Nothing waits for what a client that is gone had asked for.
    setTimeout(() => process.exit(), END_LIMIT_MS).unref();
    void handle.close();
    if (isConnecting)
      connect().then(
        (client) => client.close(),
        () => {},
      );
  };
  const { onclose, onmessage } = transport;
  transport.onmessage = (message) => {
    onmessage?.(message);
    listens.notice(message);
  };
  transport.onclose = () => {
    onclose?.();
    end('client gone');
  };
  for (const signal of SIGNALS) process.once(signal, () => end(signal));
};
