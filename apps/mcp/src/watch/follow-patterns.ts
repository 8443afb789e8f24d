import { setTimeout as delay } from 'node:timers/promises';
import { RemoteError, type RemoteReason } from '@tmws/client';
import type { WatchPatternsResponse } from '@tmws/contract';
import type { McpServerParts } from '../mcp-server-parts.ts';

const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 10_000;

/** Trying again would be refused again. */
const FINAL: readonly RemoteReason[] = ['CREDENTIALS_MISSING', 'KEY_INVALID', 'SCOPE_MISSING', 'NOT_IMPLEMENTED'];

/** What is told while patterns are followed. */
export interface PatternListener {
  /** A change, or that all earlier ones were told. */
  onChange(change: WatchPatternsResponse): void;
  /** Changes may have been missed: the core no longer knows what was told last. */
  onGap(): void;
  /** The stream ended or never began; it is tried again unless `isFinal`. */
  onLost(isFinal: boolean): void;
}

const reasonOf = (error: unknown): RemoteReason => (error instanceof RemoteError ? error.reason : 'INTERNAL');

/**
 * Follows the readable patterns in one stream until the signal aborts. A stream that ends, as with a core that starts
 * again, is resumed after what was told last.
 */
export const followPatterns = async (
  { connect, logger, isCoreThere }: McpServerParts,
  listener: PatternListener,
  signal: AbortSignal,
): Promise<void> => {
  let resumeToken = '';
  let wait = FIRST_WAIT_MS;
  let wasThere = false;
  while (!signal.aborted) {
    try {
      if (!wasThere || isCoreThere === undefined || (await isCoreThere())) {
        const { patterns } = await connect();
        wasThere = true;
        for await (const change of patterns.watchPatterns({ resumeToken }, { signal })) {
          ({ resumeToken } = change);
          wait = FIRST_WAIT_MS;
          listener.onChange(change);
        }
      }
      listener.onLost(false);
    } catch (error) {
      if (signal.aborted) return;
      const reason = reasonOf(error);
      const isFinal = FINAL.includes(reason);
      logger.debug({ reason, isFinal }, 'watch of patterns lost');
      if (reason === 'RESUME_TOKEN_INVALID') {
        resumeToken = '';
        listener.onGap();
      }
      listener.onLost(isFinal);
      if (isFinal) return;
    }
    await delay(wait, undefined, { signal, ref: false }).catch(() => {});
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  }
};
