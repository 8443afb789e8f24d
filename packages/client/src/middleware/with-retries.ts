import { setTimeout as delay } from 'node:timers/promises';
import type { ClientMiddleware } from 'nice-grpc';
import { RemoteError } from '../remote-error.ts';

/** What the retries need to know of the connection and of the contract. */
export interface RetryOptions {
  /** Resolves when there is a core to call, found or started if need be. What it throws is final. */
  readonly ready: (signal: AbortSignal | undefined) => Promise<void>;
  /** Whether the method's request has a `request_id`, so that acting twice is ruled out. */
  readonly takesRequestId: (path: string) => boolean;
}

const ATTEMPTS = 8;
const FIRST_BACKOFF_MS = 50;
const LONGEST_BACKOFF_MS = 1_000;

/** Exponential, with jitter in its upper half so that the clients of one dead core do not return in step. */
const backoff = (attempt: number, error: RemoteError): number => {
  const span = Math.min(FIRST_BACKOFF_MS * 2 ** attempt, LONGEST_BACKOFF_MS);
  return Math.max(error.retryDelay ?? 0, (span * (1 + Math.random())) / 2);
};

/**
 * Tries a call again while the core is away: reads, and writes that the core can tell from a repetition. A stream is
 * tried again only before its first message has come, and never when the caller's own messages went out.
 */
export const withRetries = ({ ready, takesRequestId }: RetryOptions): ClientMiddleware =>
  async function* retry(call, options) {
    const { path, options: declared } = call.method;
    const isRepeatable =
      !call.requestStream && (declared.idempotencyLevel === 'NO_SIDE_EFFECTS' || takesRequestId(path));
    for (let attempt = 0; ; attempt += 1) {
      await ready(options.signal);
      let hasAnswered = false;
      try {
        if (!call.responseStream) return yield* call.next(call.request, options);
        for await (const answer of call.next(call.request, options)) {
          hasAnswered = true;
          yield answer;
        }
        return;
      } catch (error) {
        const isAway = error instanceof RemoteError && error.code === 'UNAVAILABLE';
        if (!isAway || !isRepeatable || hasAnswered || attempt + 1 >= ATTEMPTS) throw error;
        await delay(backoff(attempt, error), undefined, options.signal ? { signal: options.signal } : {});
      }
    }
  };
