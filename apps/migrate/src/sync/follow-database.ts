import { setTimeout as delay } from 'node:timers/promises';
import { isFinal, RemoteError, type TmwsClient } from '@tmws/client';

const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 5_000;

/** Whether a call that failed so is worth another try, once the core is back. */
export const isPassing = (error: unknown): error is RemoteError =>
  error instanceof RemoteError &&
  !isFinal(error.reason) &&
  (error.reason === 'CORE_UNREACHABLE' || error.code === 'UNAVAILABLE' || error.code === 'DEADLINE_EXCEEDED');

/**
 * Calls `onChange` once the stream is live and after each change of a readable pattern, until the signal aborts. A stream that ends, as with a core
 * that starts again, is resumed after what was told last.
 *
 * @throws RemoteError where trying again would be refused again
 */
export const followDatabase = async (client: TmwsClient, onChange: () => void, signal: AbortSignal): Promise<void> => {
  let resumeToken = '';
  let wait = FIRST_WAIT_MS;
  while (!signal.aborted) {
    try {
      for await (const change of client.patterns.watchPatterns({ resumeToken }, { signal })) {
        ({ resumeToken } = change);
        wait = FIRST_WAIT_MS;
        onChange();
      }
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof RemoteError && error.reason === 'RESUME_TOKEN_INVALID') {
        resumeToken = '';
        onChange();
      } else if (!(error instanceof RemoteError) || isFinal(error.reason)) throw error;
    }
    await delay(wait, undefined, { signal }).catch(() => undefined);
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  }
};
