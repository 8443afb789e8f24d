/** What has to end when a core ends or cannot start: the last thing begun ends first. */
export interface Teardown {
  add(end: () => Promise<void> | void): void;
  /** Ends everything once, whatever of it fails. */
  run(onError: (error: unknown) => void): Promise<void>;
}

/** Makes a teardown with nothing to end. */
export const createTeardown = (): Teardown => {
  const ends: (() => Promise<void> | void)[] = [];
  return {
    add: (end) => void ends.push(end),
    run: async (onError) => {
      for (let end = ends.pop(); end !== undefined; end = ends.pop()) {
        try {
          await end();
        } catch (error) {
          onError(error);
        }
      }
    },
  };
};
