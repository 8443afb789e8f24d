/** Runs tasks one after the other, in the order in which they were given. */
export interface TaskQueue {
  /** Resolves or rejects as the task does; a failed task does not keep later ones from running. */
  run<Result>(task: () => Promise<Result>): Promise<Result>;
  /** Resolves once every task given so far has ended. */
  idle(): Promise<void>;
}

/** Creates an empty queue. */
export function createTaskQueue(): TaskQueue {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run: (task) => {
      const result = last.then(task);
      last = result.catch(() => undefined);
      return result;
    },
    idle: async () => {
      await last;
    },
  };
}
