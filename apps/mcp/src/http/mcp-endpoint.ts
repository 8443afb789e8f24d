import {
  createMcpHandler,
  isJsonContentType,
  isLegacyRequest,
  type McpHttpHandler,
} from '@modelcontextprotocol/server';
import { createListenBus } from './listen-bus.ts';
import { missingScope } from './needed-scope.ts';
import { insufficientScope, notJson, unsupportedMediaType } from './refusals.ts';
import { type Exchange, type SessionParts, Sessions } from './sessions.ts';
import { withTraceparent } from './with-traceparent.ts';

/** A POST's largest body; what is longer is answered 413. */
export const LARGEST_BODY_BYTES = 8 * 1024 * 1024;

/** The endpoint of both eras of the protocol: each request says which it speaks. */
export class McpEndpoint {
  readonly #parts: SessionParts;
  readonly #sessions: Sessions;
  /** Requests of revision 2026-07-28 under way; true: a stream that ends only when the client wants it. */
  readonly #underWay = new Map<McpHttpHandler, boolean>();

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.#sessions = new Sessions(parts);
  }

  /** Answers one request; a missing scope is answered with where to read of it. */
  async serve(request: Request, exchange: Exchange & { readonly metadataUrl: string }): Promise<Response> {
    let body: unknown;
    if (request.method === 'POST') {
      if (!isJsonContentType(request.headers.get('content-type'))) return unsupportedMediaType();
      try {
        body = withTraceparent(await request.json(), request.headers.get('traceparent'));
      } catch {
        return notJson();
      }
      const missing = missingScope(body, exchange.caller.scopes);
      if (missing !== undefined) return insufficientScope(missing, exchange.metadataUrl);
    }
    if (await isLegacyRequest(request, body)) return this.#sessions.serve(request, body, exchange);
    return this.#serveAlone(request, body, exchange);
  }

  /** Ends the streams that would never end by themselves. */
  endStreams(): void {
    this.#sessions.endStreams();
    for (const [handler, isEndless] of this.#underWay) if (isEndless) void handler.close();
  }

  /** Ends everything that is under way, and every session. */
  async close(): Promise<void> {
    await Promise.all([this.#sessions.close(), ...[...this.#underWay.keys()].map((handler) => handler.close())]);
  }

  /** A handler for one request: nothing of it, its stream of changes included, can reach another caller. */
  #serveAlone(request: Request, body: unknown, { caller, ended }: Exchange): Promise<Response> {
    const { createServer, logger } = this.#parts;
    const handler = createMcpHandler(() => createServer({ connect: caller.connect }), {
      legacy: 'reject',
      bus: createListenBus(body, caller, createServer),
      onerror: (error) => logger.debug({ why: error.message }, 'protocol error'),
    });
    // A client that is gone already would never take it out again.
    if (!ended.aborted) {
      this.#underWay.set(handler, request.headers.get('mcp-method') === 'subscriptions/listen');
      ended.addEventListener('abort', () => this.#underWay.delete(handler), { once: true });
    }
    return handler.fetch(request, { parsedBody: body });
  }
}
