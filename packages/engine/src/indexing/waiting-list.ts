/** Where a pattern can be found at the moment. */
export interface Searchable {
  readonly byWords: boolean;
  readonly byMeaning: boolean;
}

/** Nowhere yet. */
export const NOT_SEARCHABLE: Searchable = { byWords: false, byMeaning: false };

/** One writer that waits. */
export interface Waiter {
  readonly missing: Set<string>;
  byMeaning: boolean;
  readonly resolve: (searchable: Searchable) => void;
}

/** Writers that wait for their patterns to be in the index. */
export interface WaitingList {
  /** Resolves when every pattern was reported, or with {@link NOT_SEARCHABLE} after the time. */
  wait(patternIds: readonly string[], limitMilliseconds: number): Promise<Searchable>;
  /** Reports patterns that are in the index by words, and those of them that are without a vector. */
  report(patternIds: readonly string[], withoutVector: ReadonlySet<string>): void;
  /** Those who wait now, for {@link WaitingList.resolve}. */
  waiters(): readonly Waiter[];
  /** Ends the waiting of some. */
  resolve(waiters: readonly Waiter[], searchable: Searchable): void;
}

/** Makes an empty list. */
export const createWaitingList = (): WaitingList => {
  const waiters = new Set<Waiter>();
  return {
    wait: (patternIds, limitMilliseconds) =>
      new Promise((resolve) => {
        const waiter: Waiter = {
          missing: new Set(patternIds),
          byMeaning: true,
          resolve: (searchable) => {
            clearTimeout(timer);
            waiters.delete(waiter);
            resolve(searchable);
          },
        };
        const timer = setTimeout(() => waiter.resolve(NOT_SEARCHABLE), limitMilliseconds);
        waiters.add(waiter);
      }),
    report: (patternIds, withoutVector) => {
      for (const waiter of [...waiters]) {
        for (const id of patternIds) {
          if (waiter.missing.delete(id) && withoutVector.has(id)) waiter.byMeaning = false;
        }
        if (waiter.missing.size === 0) waiter.resolve({ byWords: true, byMeaning: waiter.byMeaning });
      }
    },
    waiters: () => [...waiters],
    resolve: (some, searchable) => {
      for (const waiter of some) waiter.resolve(searchable);
    },
  };
};
