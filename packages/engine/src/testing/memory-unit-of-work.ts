import type { UnitOfWork } from '../ports/store.ts';
import { copyMemoryState, emptyMemoryState, type MemoryState } from './memory-state.ts';
import { createMemoryStore } from './memory-store.ts';

/** A unit of work on maps, whose rows a test can look at. */
export interface MemoryUnitOfWork extends UnitOfWork {
  /** The committed rows. */
  committed(): MemoryState;
  /** The next write fails with the error when it is about to commit, and changes nothing. */
  failNextCommit(error: unknown): void;
}

/**
 * A unit of work in memory. Writes run one after the other, each on a copy of the rows that takes their place when the
 * work succeeds; reads see what is committed at each query.
 */
export const createMemoryUnitOfWork = (): MemoryUnitOfWork => {
  let committed = emptyMemoryState();
  let lastWrite: Promise<unknown> = Promise.resolve();
  let failures: readonly unknown[] = [];
  const watchers = new Set<() => void>();

  const transact = async <T>(work: (store: ReturnType<typeof createMemoryStore>) => Promise<T>): Promise<T> => {
    const draft = copyMemoryState(committed);
    let ended = false;
    try {
      const result = await work(
        createMemoryStore(() => {
          if (ended) throw new Error('The store of a transaction was used after its end. Await all of the work in it.');
          return draft;
        }),
      );
      const [failure, ...others] = failures;
      if (failure !== undefined) {
        failures = others;
        throw failure;
      }
      const isChanged = draft.changes.length > committed.changes.length;
      committed = draft;
      if (isChanged) for (const tell of watchers) tell();
      return result;
    } finally {
      ended = true;
    }
  };

  return {
    read: (work) => work(createMemoryStore(() => committed)),
    write: (work) => {
      const result = lastWrite.then(() => transact(work));
      lastWrite = result.catch(() => undefined);
      return result;
    },
    watch: (tell) => {
      watchers.add(tell);
      return () => watchers.delete(tell);
    },
    schemaVersion: () => 1,
    close: async () => {
      await lastWrite;
    },
    committed: () => committed,
    failNextCommit: (error) => {
      failures = [...failures, error];
    },
  };
};
