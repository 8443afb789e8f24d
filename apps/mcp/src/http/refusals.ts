import { bearerAuthChallengeResponse, OAuthError, OAuthErrorCode } from '@modelcontextprotocol/server';
import type { RemoteError } from '@tmws/client';

/** Reserved by JSON-RPC for what a server refuses before a method is looked at. */
const REFUSED = -32_000;
const PARSE_ERROR = -32_700;
const SESSION_NOT_FOUND = -32_001;

const refuse = (status: number, message: string, code = REFUSED): Response =>
  Response.json({ jsonrpc: '2.0', error: { code, message }, id: null }, { status });

/** No key, or one that the core does not know: 401, with where to read how to get one. */
export const unauthorized = (message: string, resourceMetadataUrl: string): Response =>
  bearerAuthChallengeResponse(new OAuthError(OAuthErrorCode.InvalidToken, message), { resourceMetadataUrl });

/** A key that does not allow it: 403, with the scope that would. */
export const insufficientScope = (scope: string, resourceMetadataUrl: string): Response =>
  bearerAuthChallengeResponse(
    new OAuthError(OAuthErrorCode.InsufficientScope, `The API key lacks the scope ${scope}. Use a key that has it.`),
    { requiredScopes: [scope], resourceMetadataUrl },
  );

/** A body that is no JSON. */
export const notJson = (): Response => refuse(400, 'Parse error: the request body is not valid JSON.', PARSE_ERROR);

/** A body of another kind than JSON. */
export const unsupportedMediaType = (): Response => refuse(415, 'Content-Type must be application/json.');

/** A request of a 2025 revision outside a session that is no initialize. */
export const sessionNeeded = (): Response =>
  refuse(400, 'There is no Mcp-Session-Id. Open a session with initialize, or speak revision 2026-07-28.');

/** A session that has ended, or that is another caller's: nothing tells which. */
export const sessionNotFound = (): Response =>
  refuse(404, 'Session not found. Open one with initialize.', SESSION_NOT_FOUND);

/** All sessions that there may be are in use. */
export const tooManySessions = (): Response => {
  const response = refuse(503, 'Too many sessions are open. End one, or try again in a moment.');
  response.headers.set('retry-after', '5');
  return response;
};

const afterwards = (status: number, message: string, { retryDelay = 1_000 }: RemoteError): Response => {
  const response = refuse(status, message);
  response.headers.set('retry-after', String(Math.max(1, Math.ceil(retryDelay / 1_000))));
  return response;
};

/**
 * What is answered where the core, or the way to it, does not say whose the key is. Whoever sent it may be anybody:
 * nothing of addresses and folders, which the error tells of, goes out.
 */
export const notRecognised = (error: RemoteError, resourceMetadataUrl: string): Response => {
  switch (error.code) {
    case 'UNAUTHENTICATED':
      return unauthorized('The API key is unknown, expired or revoked.', resourceMetadataUrl);
    case 'PERMISSION_DENIED':
      return refuse(403, error.message);
    case 'RESOURCE_EXHAUSTED':
      return afterwards(429, 'Too many calls at once. Try again later.', error);
    default:
      return afterwards(503, 'The core of tmws cannot be reached. Try again in a moment.', error);
  }
};
