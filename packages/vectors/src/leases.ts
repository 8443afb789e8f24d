/** Counts who is using something, so that it is not taken away beneath them. */
export interface Leases {
  /** Holds a lease while the work runs. */
  during<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Takes a lease; the returned function gives it back, once. */
  take(): () => void;
  /** Resolves as soon as no lease is held. */
  allReturned(): Promise<void>;
}

/** Creates a count of zero. */
export function createLeases(): Leases {
  let held = 0;
  let waiting: (() => void)[] = [];
  const take = (): (() => void) => {
    let returned = false;
    held += 1;
    return () => {
      if (returned) return;
      returned = true;
      held -= 1;
      if (held > 0) return;
      for (const resolve of waiting) resolve();
      waiting = [];
    };
  };
  return {
    take,
    during: async (work) => {
      const giveBack = take();
      try {
        return await work();
      } finally {
        giveBack();
      }
    },
    allReturned: () =>
      held === 0
        ? Promise.resolve()
        : new Promise((resolve) => {
            waiting.push(resolve);
          }),
  };
}
