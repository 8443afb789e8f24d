import type { Caller } from '@tmws/domain';
import type { SocketIdentity } from '@tmws/engine';
import type { ServerMiddleware } from 'nice-grpc';
import { CallRefusal } from '../errors/call-refusal.ts';

/** What handlers know besides the request: who calls. */
export interface CallerContext {
  readonly caller: Caller;
}

/** How callers are recognised. */
export interface CallerOptions {
  readonly resolve: (identity: SocketIdentity) => Promise<Caller>;
  /** The agent of a call that names none. */
  readonly defaultAgent: string;
}

const textOf = (value: string | undefined): string | undefined => (value === '' ? undefined : value);

/**
 * Recognises who calls: over the socket the operating system vouches for the user, who names its agent and namespace.
 * A bearer token decides wherever one is sent, and there are no keys yet.
 */
export const withCaller = (options: CallerOptions): ServerMiddleware<CallerContext> =>
  async function* recogniseCaller(call, context) {
    if (context.metadata.has('authorization')) {
      throw new CallRefusal(
        'KEY_INVALID',
        'The call carries an API key, and this version of the core has none. Leave `authorization` (TMWS_API_KEY) out and use the Unix socket.',
      );
    }
    const caller = await options.resolve({
      agentId: textOf(context.metadata.get('x-tmws-agent')) ?? options.defaultAgent,
      namespace: textOf(context.metadata.get('x-tmws-namespace')),
    });
    return yield* call.next(call.request, { ...context, caller });
  };
