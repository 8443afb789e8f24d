import type { ServerMiddleware } from 'nice-grpc';
import { untilAborted } from './until-aborted.ts';

/**
 * Ends a call when its client gave it up or its deadline passed; one with one request and one answer also after the
 * core's own limit, in milliseconds.
 */
export const withTimeLimit = (limit: number): ServerMiddleware =>
  async function* endInTime(call, context) {
    const signal =
      call.requestStream || call.responseStream
        ? context.signal
        : AbortSignal.any([context.signal, AbortSignal.timeout(limit)]);
    return yield* untilAborted(call.next(call.request, { ...context, signal }), signal);
  };
