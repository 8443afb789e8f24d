import type { IncomingMessage } from 'node:http';

/** Headers of which two would let a proxy go by one and this server by the other. */
const ONCE = ['host', 'origin', 'authorization', 'mcp-session-id', 'mcp-protocol-version', 'content-type'];

/** A host as clients write it, without a user, a path or a query: it is put into URLs that are answered. */
const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d+)?$/i;

/** What makes a request one that nobody should have to guess about, in a sentence; undefined: nothing. */
export const malformed = ({ headers, headersDistinct }: IncomingMessage): string | undefined => {
  const twice = ONCE.find((name) => (headersDistinct[name]?.length ?? 0) > 1);
  if (twice !== undefined) return `The header ${twice} is there more than once. Send it once.`;
  if (headers.host !== undefined && headers.host !== '' && !HOST.test(headers.host)) {
    return 'The header host is no host with or without a port.';
  }
  return undefined;
};
