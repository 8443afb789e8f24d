import { AsyncLocalStorage } from 'node:async_hooks';
import type { Breather } from './breather.ts';
import { MisuseError } from './storage-error.ts';

/** Runs one piece of work after the other, in the order of the calls. */
export interface WriteQueue {
  /** @throws MisuseError where it is called from within work of the queue, which would wait for itself */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Resolves when all work given so far has ended. */
  idle(): Promise<void>;
}

/** SQLite has one writer: a queue in front of it is fair, and nothing ever meets a locked database. */
export const createWriteQueue = (breathe: Breather): WriteQueue => {
  const current = new AsyncLocalStorage<{ active: boolean }>();
  let last: Promise<unknown> = Promise.resolve();
  return {
    run: (work) => {
      if (current.getStore()?.active === true) {
        return Promise.reject(
          new MisuseError(
            'write() was called within write(), which would wait for itself. Use the store it was given.',
          ),
        );
      }
      const turn = { active: true };
      const result = last.then(breathe).then(() =>
        current.run(turn, work).finally(() => {
          turn.active = false;
        }),
      );
      last = result.catch(() => undefined);
      return result;
    },
    idle: async () => {
      await last;
    },
  };
};
