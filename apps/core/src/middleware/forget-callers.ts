import type { ServerMiddleware } from 'nice-grpc';

const CHANGES_IDENTITIES = '/tmws.learning.v1.AccessService/';

/**
 * Has what is remembered of callers forgotten when a call of AccessService ends that may have changed it, before its
 * answer goes out: a key that was revoked, or a membership that was ended, counts for no later call.
 */
export const forgetCallersAfter = (forget: () => void): ServerMiddleware =>
  async function* forgetAfterChange(call, context) {
    const { path, options } = call.method;
    const mayChange = path.startsWith(CHANGES_IDENTITIES) && options.idempotencyLevel !== 'NO_SIDE_EFFECTS';
    if (!mayChange) return yield* call.next(call.request, context);
    try {
      return yield* call.next(call.request, context);
    } finally {
      forget();
    }
  };
