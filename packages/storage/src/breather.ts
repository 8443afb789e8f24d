import { setImmediate as nextTurn } from 'node:timers/promises';

/** Lets other work of the process run in between, when it is time. */
export type Breather = () => Promise<void>;

/**
 * SQLite works synchronously, and promises that are settled already do not let the event loop turn: a long row of
 * statements would hold up everything else in the process. Awaiting the breather between them lets the loop turn once
 * it has stood still for `sliceMs` milliseconds, and costs next to nothing before.
 */
export const createBreather = (sliceMs: number): Breather => {
  let standsSince: number | undefined;
  return async () => {
    if (standsSince === undefined) {
      standsSince = performance.now();
      setImmediate(() => {
        standsSince = undefined;
      });
      return;
    }
    if (performance.now() - standsSince >= sliceMs) await nextTurn();
  };
};
