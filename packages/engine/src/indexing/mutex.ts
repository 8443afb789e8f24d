/** Runs one piece of work after the other, in the order of asking. */
export interface Mutex {
  run<T>(work: () => Promise<T>): Promise<T>;
}

/** Makes a mutex. A failed piece of work does not stop the next one. */
export const createMutex = (): Mutex => {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run: (work) => {
      const result = last.then(work, work);
      last = result.catch(() => undefined);
      return result;
    },
  };
};
