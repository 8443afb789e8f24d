import type { Clock } from '../ports/clock.ts';

/** A clock that stands still until a test moves it. */
export interface ManualClock extends Clock {
  /** Moves it on by so many milliseconds. */
  advance(milliseconds: number): void;
  set(time: Date): void;
}

/** A clock that shows `start`. */
export const createManualClock = (start: Date): ManualClock => {
  let now = start.getTime();
  return {
    now: () => new Date(now),
    advance: (milliseconds) => {
      now += milliseconds;
    },
    set: (time) => {
      now = time.getTime();
    },
  };
};
