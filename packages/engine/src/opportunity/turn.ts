import { setImmediate as nextTurn } from 'node:timers/promises';

/** So long may a computation stand in the way of other calls, in milliseconds. */
const SLICE_MILLISECONDS = 5;

/** Awaited between the steps of long work: lets other calls have their turn once the work has taken its slice. */
export type Turn = () => Promise<void>;

/** A turn that begins now. @param signal ends the work when its caller gave it up */
export const takeTurns = (signal: AbortSignal | undefined): Turn => {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < SLICE_MILLISECONDS) return;
    await nextTurn();
    signal?.throwIfAborted();
    since = performance.now();
  };
};
