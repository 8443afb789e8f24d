/** Work that runs whenever there is something to do, never twice at once. */
export interface BackgroundLoop {
  /** Asks for a run; one that is under way is followed by another. */
  kick(): void;
  /** Waits until no run is under way or asked for. */
  idle(): Promise<void>;
}

/** What a loop runs, and what it does about failures. */
export interface BackgroundLoopOptions {
  readonly run: () => Promise<void>;
  /** A failed run is reported, then tried again after a pause. */
  readonly onError: (error: unknown) => void;
  readonly retryAfterMilliseconds: number;
  /** Ends the loop: no run begins after it. */
  readonly signal: AbortSignal;
}

/** Resolves after the time, or at once when the signal aborts. Does not keep the process alive. */
export const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    timer.unref();
    signal.addEventListener('abort', end);
  });

/** Makes a loop that is at rest. */
export const createBackgroundLoop = (options: BackgroundLoopOptions): BackgroundLoop => {
  let asked = false;
  let running: Promise<void> | undefined;

  const runWhileAsked = async (): Promise<void> => {
    while (asked && !options.signal.aborted) {
      asked = false;
      try {
        await options.run();
      } catch (error) {
        if (options.signal.aborted) return;
        options.onError(error);
        asked = true;
        await pause(options.retryAfterMilliseconds, options.signal);
      }
    }
  };

  const start = (): void => {
    running ??= runWhileAsked().finally(() => {
      running = undefined;
      // Asked for after the last look at it, while the loop was ending.
      if (asked && !options.signal.aborted) start();
    });
  };

  return {
    kick: () => {
      asked = true;
      start();
    },
    idle: async () => {
      while (running !== undefined) await running;
    },
  };
};
