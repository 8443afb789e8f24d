import { setTimeout as delay } from 'node:timers/promises';
import { isFinal, RemoteError, type RemoteReason } from '@tmws/client';
import type { WatchPatternsResponse } from '@tmws/contract';
import type { McpServerParts } from '../mcp-server-parts.ts';

const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 5_000;
/** A core that ends may answer for so long, and a call that it refuses then would start another. */
const LONGEST_ENDING_MS = 15_000;

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
 * again, is resumed after what was told last; it starts none itself but the first time.
 */
export const followPatterns = async (
  { connect, logger, runningCore }: Pick<McpServerParts, 'connect' | 'logger' | 'runningCore'>,
  listener: PatternListener,
  signal: AbortSignal,
): Promise<void> => {
  let resumeToken = '';
  let wait = FIRST_WAIT_MS;
  let waited = 0;
  /** The core of the last stream; undefined: there was none. */
  let last: string | undefined;
  let isLastEnding = false;

  const isWorthTrying = async (): Promise<boolean> => {
    if (runningCore === undefined || last === undefined) return true;
    const core = await runningCore();
    return core !== undefined && (core !== last || !isLastEnding || waited >= LONGEST_ENDING_MS);
  };
  const follow = async (): Promise<void> => {
    const { patterns } = await connect();
    let isLive = false;
    for await (const change of patterns.watchPatterns({ resumeToken }, { signal })) {
      if (!isLive) last = await runningCore?.();
      isLive = true;
      wait = FIRST_WAIT_MS;
      waited = 0;
      ({ resumeToken } = change);
      listener.onChange(change);
    }
  };

  while (!signal.aborted) {
    try {
      if (await isWorthTrying()) {
        await follow();
        isLastEnding = true;
      }
      listener.onLost(false);
    } catch (error) {
      if (signal.aborted) return;
      const reason = reasonOf(error);
      const ends = isFinal(reason);
      isLastEnding = error instanceof RemoteError && error.code === 'UNAVAILABLE';
      logger.debug({ reason, isFinal: ends }, 'watch of patterns lost');
      if (reason === 'RESUME_TOKEN_INVALID') {
        resumeToken = '';
        listener.onGap();
      }
      listener.onLost(ends);
      if (ends) return;
    }
    await delay(wait, undefined, { signal, ref: false }).catch(() => {});
    waited += wait;
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  }
};
