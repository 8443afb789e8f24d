import type { UnitOfWork } from '../ports/store.ts';

/** Tells of commits that changed patterns. */
export interface CommitBell extends Disposable {
  /** Resolves at the next commit, at once if there was one since the last answer. @throws the signal's reason */
  rung(): Promise<void>;
}

/** Listens to the commits of a unit of work from now on, until it is disposed. */
export const createCommitBell = (unitOfWork: UnitOfWork, signal: AbortSignal): CommitBell => {
  let isRung = false;
  let wake: () => void = () => undefined;
  const ring = (): void => {
    isRung = true;
    wake();
  };
  const end = unitOfWork.watch(ring);
  signal.addEventListener('abort', ring, { once: true });
  return {
    rung: async () => {
      if (!isRung) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      signal.throwIfAborted();
      isRung = false;
    },
    [Symbol.dispose]: () => {
      end();
      signal.removeEventListener('abort', ring);
    },
  };
};
