import type { Caller } from '@tmws/domain';
import type { Metadata, ServerMiddleware } from 'nice-grpc';
import type { CallIdentity } from '../caller-cache.ts';
import { CallRefusal } from '../errors/call-refusal.ts';
import { noteCaller } from './call-notes.ts';
import { untilAborted } from './until-aborted.ts';
import { watchKey } from './watch-key.ts';

/** What handlers know besides the request: who calls. */
export interface CallerContext {
  readonly caller: Caller;
}

/** How callers are recognised. */
export interface CallerOptions {
  /** Over the socket the operating system vouches for the user, who names its agent; over TCP nobody does. */
  readonly transport: 'socket' | 'tcp';
  readonly resolve: (identity: CallIdentity) => Promise<Caller>;
  /** The agent of a call over the socket that names none. */
  readonly defaultAgent: string;
  /** After how many milliseconds a call that lasts has its key looked at again; default 30,000. */
  readonly recheck?: number;
}

const RECHECK_MILLISECONDS = 30_000;

const BEARER = /^Bearer +(\S+)$/i;

const textOf = (value: string | undefined): string | undefined => (value === '' ? undefined : value);

const bearerToken = (metadata: Metadata): string => {
  const [given = '', ...others] = metadata.getAll('authorization');
  const token = BEARER.exec(given)?.[1];
  if (token !== undefined && others.length === 0) return token;
  throw new CallRefusal(
    'KEY_INVALID',
    '`authorization` must be sent once, as `Bearer` and an API key. Send it so, or leave it out on the Unix socket.',
  );
};

const identityOf = (metadata: Metadata, { transport, defaultAgent }: CallerOptions): CallIdentity => {
  const namespace = textOf(metadata.get('x-tmws-namespace'));
  if (metadata.has('authorization')) return { kind: 'key', secret: bearerToken(metadata), namespace };
  if (transport === 'socket') {
    return { kind: 'socket', agentId: textOf(metadata.get('x-tmws-agent')) ?? defaultAgent, namespace };
  }
  throw new CallRefusal(
    'CREDENTIALS_MISSING',
    'Over TCP a call needs an API key, sent as `authorization: Bearer …`. Set TMWS_API_KEY or --api-key, or use the Unix socket.',
  );
};

/**
 * Recognises who calls. A bearer token decides wherever one is sent; without one the caller over the socket names its
 * agent, and a call over TCP is refused. An answer that goes on and on, as that of WatchPatterns, ends with its key.
 */
export const withCaller = (options: CallerOptions): ServerMiddleware<CallerContext> =>
  async function* recogniseCaller(call, context) {
    const identity = identityOf(context.metadata, options);
    const caller = await options.resolve(identity);
    noteCaller(context, caller);
    if (identity.kind === 'socket' || !call.responseStream) {
      return yield* call.next(call.request, { ...context, caller });
    }
    using key = watchKey(() => options.resolve(identity), options.recheck ?? RECHECK_MILLISECONDS);
    const signal = AbortSignal.any([context.signal, key.signal]);
    return yield* untilAborted(call.next(call.request, { ...context, caller, signal }), signal);
  };
