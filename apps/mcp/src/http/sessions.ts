import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import {
  isInitializeRequest,
  type McpServer,
  WebStandardStreamableHTTPServerTransport,
} from '@modelcontextprotocol/server';
import type { McpServerParts } from '../mcp-server-parts.ts';
import type { Logger } from '../stderr-logger.ts';
import type { Caller } from './caller.ts';
import { sessionNeeded, sessionNotFound, tooManySessions } from './refusals.ts';

/** A request of a caller that was recognised. */
export interface Exchange {
  readonly caller: Caller;
  /** The bearer token that says so. */
  readonly token: string;
  /** Aborted when the answer is through, or nobody waits for it any more. */
  readonly ended: AbortSignal;
}

/** How many sessions there may be, and for how long. */
export interface SessionLimits {
  /** Milliseconds without a request and without an open stream; default 30 minutes. */
  readonly idleMilliseconds: number;
  /** Default 1,000. */
  readonly most: number;
  /** Of one agent; its session that was idle for longest makes room. Default 100. */
  readonly mostOfAgent: number;
}

const LIMITS: SessionLimits = { idleMilliseconds: 30 * 60_000, most: 1_000, mostOfAgent: 100 };
const SWEEP_MILLISECONDS = 60_000;

interface Session {
  readonly id: string;
  readonly digest: Buffer;
  readonly agentId: string;
  readonly server: McpServer;
  readonly transport: WebStandardStreamableHTTPServerTransport;
  open: number;
  lastUsed: number;
}

/** Makes the server of one caller. */
export type CreateServer = (parts: Pick<McpServerParts, 'connect' | 'onListen'>) => McpServer;

/** What sessions are made with. */
export interface SessionParts {
  readonly createServer: CreateServer;
  readonly logger: Logger;
  readonly limits?: Partial<SessionLimits>;
  readonly now?: () => number;
}

const digestOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/**
 * Sessions of the revisions before 2026-07-28. Each belongs to the token that opened it: with another one it does not
 * exist.
 */
export class Sessions {
  readonly #parts: SessionParts;
  readonly #limits: SessionLimits;
  readonly #now: () => number;
  readonly #sessions = new Map<string, Session>();
  readonly #sweeper: NodeJS.Timeout;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.#limits = { ...LIMITS, ...parts.limits };
    this.#now = parts.now ?? (() => performance.now());
    this.#sweeper = setInterval(() => this.#endIdle(), SWEEP_MILLISECONDS).unref();
  }

  /** Answers a request; `body` is that of a POST, parsed. */
  async serve(request: Request, body: unknown, exchange: Exchange): Promise<Response> {
    const id = request.headers.get('mcp-session-id');
    if (id === null) return isInitializeRequest(body) ? this.#start(request, body, exchange) : sessionNeeded();
    this.#endIdle();
    const session = this.#sessions.get(id);
    if (session === undefined || !timingSafeEqual(session.digest, digestOf(exchange.token))) return sessionNotFound();
    this.#use(session, exchange.ended);
    return session.transport.handleRequest(request, { parsedBody: body });
  }

  /** Ends the streams over which servers tell of changes, which would never end by themselves. */
  endStreams(): void {
    for (const { transport } of this.#sessions.values()) transport.closeStandaloneSSEStream();
  }

  /** Ends every session. */
  async close(): Promise<void> {
    clearInterval(this.#sweeper);
    await Promise.all([...this.#sessions.values()].map((session) => this.#end(session)));
  }

  async #start(request: Request, body: unknown, { caller, token, ended }: Exchange): Promise<Response> {
    this.#endIdle();
    if (!(await this.#hasRoom(caller.agentId))) return tooManySessions();
    const server = this.#parts.createServer({ connect: caller.connect });
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => {
        const { agentId } = caller;
        const session = { id, digest: digestOf(token), agentId, server, transport, open: 0, lastUsed: this.#now() };
        this.#sessions.set(id, session);
        this.#use(session, ended);
      },
      onsessionclosed: (id) => {
        this.#sessions.delete(id);
      },
    });
    await server.connect(transport);
    const response = await transport.handleRequest(request, { parsedBody: body });
    if (transport.sessionId === undefined) await server.close();
    return response;
  }

  #use(session: Session, ended: AbortSignal): void {
    session.open += 1;
    const leave = (): void => {
      session.open -= 1;
      session.lastUsed = this.#now();
    };
    if (ended.aborted) leave();
    else ended.addEventListener('abort', leave, { once: true });
  }

  /** Idle sessions, the longest idle first. */
  #idle(): readonly Session[] {
    return [...this.#sessions.values()].filter(({ open }) => open === 0).sort((a, b) => a.lastUsed - b.lastUsed);
  }

  #endIdle(): void {
    const oldest = this.#now() - this.#limits.idleMilliseconds;
    for (const session of this.#idle()) if (session.lastUsed < oldest) void this.#end(session);
  }

  /** Whether the agent may open one more, for which its longest idle one may have to go. */
  async #hasRoom(agentId: string): Promise<boolean> {
    const own = [...this.#sessions.values()].filter((session) => session.agentId === agentId);
    if (own.length >= this.#limits.mostOfAgent) {
      const longest = this.#idle().find((session) => session.agentId === agentId);
      if (longest === undefined) return false;
      await this.#end(longest);
    }
    return this.#sessions.size < this.#limits.most;
  }

  async #end(session: Session): Promise<void> {
    this.#sessions.delete(session.id);
    await session.server.close().catch((error: unknown) => {
      this.#parts.logger.warn({ why: String(error) }, 'session not ended');
    });
  }
}
