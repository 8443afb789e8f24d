import type { IncomingMessage, ServerResponse } from 'node:http';
import { send } from './send.ts';

/** Lets a page of an allowed name read the answers. */
export const allowOrigin = ({ headers }: IncomingMessage, response: ServerResponse): void => {
  response.setHeader('vary', 'Origin');
  if (headers.origin === undefined) return;
  response.setHeader('access-control-allow-origin', headers.origin);
  response.setHeader('access-control-expose-headers', 'Mcp-Session-Id, WWW-Authenticate');
};

/** Tells a browser that a page of an allowed name may ask. */
export const answerPreflight = ({ headers }: IncomingMessage, response: ServerResponse): void => {
  response.setHeader('access-control-allow-methods', 'GET, POST, DELETE');
  const asked = headers['access-control-request-headers'];
  if (asked !== undefined) response.setHeader('access-control-allow-headers', asked);
  send(response, 204);
};
