import type { ClientMiddleware } from 'nice-grpc';
import { v4 as uuid } from 'uuid';

const isUnset = (request: unknown): boolean =>
  typeof request === 'object' && request !== null && !('requestId' in request && Boolean(request.requestId));

/**
 * Gives each request that has a `request_id` and leaves it empty a new one, once for all attempts of the call: so the
 * core acts once, however often the call is tried.
 */
export const withRequestId = (takesRequestId: (path: string) => boolean): ClientMiddleware =>
  async function* addRequestId(call, options) {
    if (call.requestStream || !takesRequestId(call.method.path) || !isUnset(call.request)) {
      return yield* call.next(call.request, options);
    }
    return yield* call.next(Object.assign({}, call.request, { requestId: uuid() }), options);
  };
