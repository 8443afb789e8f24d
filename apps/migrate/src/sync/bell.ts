import { setTimeout as delay } from 'node:timers/promises';

/** Rings may come close together, as when an editor saves; so long nothing comes before they count as one. */
const QUIET_MS = 300;
/** A folder that never is quiet is looked at after so many waits. */
const MOST_WAITS = 10;

/** Tells one who waits that something happened; what happens meanwhile is told by the next wait. */
export class Bell {
  readonly #signal: AbortSignal;
  #isRung = false;
  #wake: (() => void) | undefined;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    signal.addEventListener('abort', () => this.#wake?.());
  }

  ring(): void {
    this.#isRung = true;
    this.#wake?.();
  }

  /** Waits until it was rung and is quiet again, or the signal aborts. */
  async rung(): Promise<void> {
    if (!this.#isRung && !this.#signal.aborted) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    for (let wait = 0; wait < MOST_WAITS && this.#isRung && !this.#signal.aborted; wait += 1) {
      this.#isRung = false;
      await delay(QUIET_MS, undefined, { signal: this.#signal }).catch(() => undefined);
    }
  }
}
