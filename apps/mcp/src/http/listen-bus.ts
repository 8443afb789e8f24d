import {
  isJSONRPCRequest,
  type JSONRPCMessage,
  type ServerEvent,
  type ServerEventBus,
  type Transport,
} from '@modelcontextprotocol/server';
import { createListenRequests } from '../watch/listen-requests.ts';
import type { Caller } from './caller.ts';
import type { CreateServer } from './sessions.ts';

const eventOf = (message: JSONRPCMessage): ServerEvent | undefined => {
  if (!('method' in message)) return undefined;
  switch (message.method) {
    case 'notifications/resources/list_changed':
      return { kind: 'resources_list_changed' };
    case 'notifications/resources/updated': {
      const uri: unknown = message.params?.uri;
      return typeof uri === 'string' ? { kind: 'resource_updated', uri } : undefined;
    }
    case 'notifications/tools/list_changed':
      return { kind: 'tools_list_changed' };
    case 'notifications/prompts/list_changed':
      return { kind: 'prompts_list_changed' };
    default:
      return undefined;
  }
};

/** A connection at whose other end nobody asks anything: it hands on what the server tells unasked. */
const hearingTransport = (hear: (event: ServerEvent) => void): Transport => {
  const transport: Transport = {
    start: async () => {},
    send: async (message) => {
      const event = eventOf(message);
      if (event !== undefined) hear(event);
    },
    close: async () => transport.onclose?.(),
  };
  return transport;
};

/**
 * The changes for the stream of one `subscriptions/listen`, which the handler answers without asking a server: while it
 * is open, a server of its own watches as its caller.
 */
export const createListenBus = (body: unknown, { connect }: Caller, createServer: CreateServer): ServerEventBus => ({
  publish: () => {},
  subscribe: (listener) => {
    const { notice, onListen } = createListenRequests();
    if (isJSONRPCRequest(body)) notice(body);
    const server = createServer({ connect, onListen });
    void server.connect(hearingTransport(listener));
    return () => void server.close();
  },
});
