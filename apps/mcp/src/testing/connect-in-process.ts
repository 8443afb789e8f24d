import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import { lazyClient } from '@tmws/client';
import { loadConfig } from '@tmws/config';
import { createMcpServer } from '../create-mcp-server.ts';
import type { Logger } from '../stderr-logger.ts';

const SILENT: Logger = { error: () => {}, warn: () => {}, info: () => {}, debug: () => {} };

/** What a call answers, as a test looks at it. */
export interface Answer {
  readonly isError: boolean;
  readonly structured: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** An official client connected to the server under test in this process. */
export interface InProcessClient extends AsyncDisposable {
  readonly client: Client;
  /** Calls a tool; `_meta` goes with the request. */
  call(name: string, input: Record<string, unknown>, meta?: Record<string, unknown>): Promise<Answer>;
}

/** Calls a tool through any official client. */
export const callTool = async (
  client: Client,
  name: string,
  { input, meta }: { readonly input: Record<string, unknown>; readonly meta?: Record<string, unknown> | undefined },
): Promise<Answer> => {
  const result = await client.callTool({ name, arguments: input, ...(meta === undefined ? {} : { _meta: meta }) });
  const [block] = result.content;
  const { structuredContent } = result;
  return {
    isError: result.isError === true,
    structured: typeof structuredContent === 'object' && structuredContent !== null ? { ...structuredContent } : {},
    text: block?.type === 'text' ? block.text : '',
  };
};

/** Connects a client to a server that reaches its core by the variables. */
export const connectInProcess = async (environment: Readonly<Record<string, string>>): Promise<InProcessClient> => {
  const connect = lazyClient(loadConfig(environment));
  const server = createMcpServer({ connect, logger: SILENT });
  const [forServer, forClient] = InMemoryTransport.createLinkedPair();
  await server.connect(forServer);
  const client = new Client({ name: 'test', version: '0' });
  await client.connect(forClient);
  return {
    client,
    call: (name, input, meta) => callTool(client, name, { input, meta }),
    [Symbol.asyncDispose]: async () => {
      await client.close();
      await connect().then(
        (core) => core.close(),
        () => {},
      );
    },
  };
};
