import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { hostHeaderValidation, originValidation, toNodeHandler } from '@modelcontextprotocol/node';
import { RemoteError, type TmwsClient } from '@tmws/client';
import { serveWellKnownSkills, WELL_KNOWN_SKILLS } from '../skills/serve-well-known-skills.ts';
import { allowOrigin, answerPreflight } from './cors.ts';
import { endWithKey, type KeyParts } from './end-with-key.ts';
import { malformed } from './malformed.ts';
import { LARGEST_BODY_BYTES, McpEndpoint } from './mcp-endpoint.ts';
import { notRecognised, unauthorized } from './refusals.ts';
import {
  MCP_PATH,
  METADATA_PATH,
  type ResourceOptions,
  resourceMetadata,
  resourceMetadataUrl,
} from './resource-metadata.ts';
import { isStream, keptByNobody, send, write } from './send.ts';
import type { Exchange, SessionParts } from './sessions.ts';

/** Those of the endpoint, besides OPTIONS. */
const METHODS = ['GET', 'POST', 'DELETE'];
/** How long a body may go on that was refused before its end; a client that reads its answer stops sending. */
const UNREAD_MILLISECONDS = 5_000;
const BEARER = /^Bearer +([\x21-\x7e]+)$/i;

/** What requests are answered with. */
export interface HttpListenerParts extends SessionParts, ResourceOptions, KeyParts {
  /** Connects as the agent whose PUBLIC skills everybody may see; undefined: nobody's. */
  readonly publisher?: (() => Promise<TmwsClient>) | undefined;
  /** Names for `Host` and `Origin`; any other is refused. */
  readonly hosts: string[];
  /** Milliseconds that the rest of a refused body may take; default 5 s. */
  readonly unreadMilliseconds?: number;
}

/** Answers the requests of a `node:http` server. */
export interface HttpListener {
  readonly listener: RequestListener;
  /** From now on takes no request; resolves when those under way have their answers. */
  drain(): Promise<void>;
  /** Ends what is under way, and every session. */
  close(): Promise<void>;
}

/**
 * Answers requests: first whether they may come at all by the names they carry, then whose they are, and only then is
 * their body read.
 */
export const createHttpListener = (parts: HttpListenerParts): HttpListener => {
  const endpoint = new McpEndpoint(parts);
  const isHostGood = hostHeaderValidation(parts.hosts);
  const isOriginGood = originValidation(parts.hosts);
  const underWay = new Set<ServerResponse>();
  let onDrained: (() => void) | undefined;

  const failed = (error: unknown): void =>
    parts.logger.error({ why: error instanceof Error ? error.message : String(error) }, 'request failed');

  /** @throws what is no refusal of the core, a defect */
  const refused = (error: unknown, metadataUrl: string): Response => {
    if (!(error instanceof RemoteError)) throw error;
    const { code, reason, message: why } = error;
    if (code === 'UNAUTHENTICATED') parts.logger.debug({ reason }, 'key refused');
    else parts.logger.warn({ reason, why }, 'caller not recognised');
    return notRecognised(error, metadataUrl);
  };

  /** Whose the request is, by nothing but its token; or why that cannot be said. */
  const recognise = async (
    { headers }: IncomingMessage,
    metadataUrl: string,
  ): Promise<Pick<Exchange, 'caller' | 'token'> | Response> => {
    const token = BEARER.exec(headers.authorization ?? '')?.[1];
    if (token === undefined) {
      return unauthorized('Send an API key as Authorization: Bearer. tmws key create makes one.', metadataUrl);
    }
    try {
      return { caller: await parts.recognise(token), token };
    } catch (error) {
      return refused(error, metadataUrl);
    }
  };

  const serveMcp = async (request: IncomingMessage, response: ServerResponse, host: string): Promise<void> => {
    const metadataUrl = resourceMetadataUrl(parts, host);
    const ended = new AbortController();
    response.once('close', () => ended.abort());
    const recognised = await recognise(request, metadataUrl);
    if (recognised instanceof Response) {
      await write(response, recognised);
      return;
    }
    const exchange = { ...recognised, ended: ended.signal, metadataUrl };
    const serve = async (webRequest: Request): Promise<Response> => {
      const answer = keptByNobody(await endpoint.serve(webRequest, exchange));
      // The client waits for the beginning of a stream, whose first message may come much later.
      if (isStream(answer)) {
        setImmediate(() => response.flushHeaders());
        endWithKey(response, recognised.token, parts);
      }
      return answer;
    };
    const handle = toNodeHandler({ fetch: serve }, { maxRequestBodySize: LARGEST_BODY_BYTES, onerror: failed });
    const { method = 'GET', url = '/' } = request;
    await handle(Object.assign(request, { method, url }), response);
  };

  /** Who sends no key is shown what a publisher shows to everybody, and without one nothing. */
  const serveSkills = async (request: IncomingMessage, response: ServerResponse, host: string): Promise<void> => {
    const { method = 'GET', url = '/', headers } = request;
    const metadataUrl = resourceMetadataUrl(parts, host);
    const ended = new AbortController();
    response.once('close', () => ended.abort());
    const recognised = headers.authorization === undefined ? undefined : await recognise(request, metadataUrl);
    if (recognised instanceof Response) {
      await write(response, recognised);
      return;
    }
    try {
      const client = await (recognised?.caller.connect() ?? parts.publisher?.());
      const reading = { options: { signal: ended.signal }, isPublicOnly: recognised === undefined };
      const core = client === undefined ? undefined : { client, ...reading };
      await write(response, await serveWellKnownSkills({ method, path: url.split('?', 1)[0] ?? '/' }, core));
    } catch (error) {
      await write(response, refused(error, metadataUrl));
    }
  };

  const orDestroyed = (serving: Promise<void>, response: ServerResponse): void =>
    void serving.catch((error: unknown) => {
      failed(error);
      response.destroy();
    });

  const route = (request: IncomingMessage, response: ServerResponse): void => {
    const why = malformed(request);
    if (why !== undefined) {
      send(response, 400, { error: 'invalid_request', error_description: why });
      return;
    }
    if (!isHostGood(request, response) || !isOriginGood(request, response)) return;
    allowOrigin(request, response);
    if (request.method === 'OPTIONS') {
      answerPreflight(request, response);
      return;
    }
    const host = request.headers.host ?? '';
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    if (path === MCP_PATH && !METHODS.includes(request.method ?? '')) {
      response.setHeader('allow', METHODS.join(', '));
      send(response, 405, { error: 'method_not_allowed', error_description: `Use ${METHODS.join(', ')}.` });
    } else if (path === MCP_PATH) {
      orDestroyed(serveMcp(request, response, host), response);
    } else if (path.startsWith(WELL_KNOWN_SKILLS)) {
      orDestroyed(serveSkills(request, response, host), response);
    } else if (request.method === 'GET' && (path === METADATA_PATH || path.startsWith(`${METADATA_PATH}/`))) {
      send(response, 200, resourceMetadata(parts, host));
    } else send(response, 404, { error: 'not_found', error_description: `MCP is served at ${MCP_PATH}.` });
  };

  /** A body that nobody reads is no reason to keep a connection. */
  const endUnread = (request: IncomingMessage, socket: Socket): void => {
    if (request.complete) return;
    const end = (): void => {
      if (!request.complete) socket.destroy();
    };
    setTimeout(end, parts.unreadMilliseconds ?? UNREAD_MILLISECONDS).unref();
  };

  return {
    listener: (request, response) => {
      // A request that is cut off loses its socket.
      const { socket } = request;
      response.once('finish', () => endUnread(request, socket));
      response.setHeader('cache-control', 'no-store');
      if (onDrained !== undefined) {
        response.setHeader('connection', 'close');
        send(response, 503, { error: 'temporarily_unavailable', error_description: 'The server is stopping.' });
        return;
      }
      underWay.add(response);
      response.once('close', () => {
        underWay.delete(response);
        if (underWay.size === 0) onDrained?.();
      });
      route(request, response);
    },
    drain: () =>
      new Promise((resolve) => {
        onDrained = resolve;
        endpoint.endStreams();
        if (underWay.size === 0) resolve();
      }),
    close: () => endpoint.close(),
  };
};
