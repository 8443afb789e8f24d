const FREE = 0;
const INSIDE = 1;
const CLOSED = 2;

const POLL_MILLISECONDS = 2;

/**
 * Keeps a thread from being ended inside native code: onnxruntime's binding answers that by aborting the whole process.
 * The thread enters before each native call; who wants to end it closes the guard first. Both sides hold a guard over the
 * same memory.
 */
export class NativeGuard {
  readonly memory: SharedArrayBuffer;
  readonly #state: Int32Array;

  constructor(memory: SharedArrayBuffer = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)) {
    this.memory = memory;
    this.#state = new Int32Array(memory);
  }

  /** Runs native work. Once the guard is closed it never settles: the thread is about to end. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (Atomics.compareExchange(this.#state, 0, FREE, INSIDE) === CLOSED) return new Promise<never>(() => undefined);
    try {
      return await work();
    } finally {
      Atomics.store(this.#state, 0, FREE);
      Atomics.notify(this.#state, 0);
    }
  }

  /** Waits until the thread is outside native code and keeps it there. */
  async close(): Promise<void> {
    while (!this.#tryClose()) await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));
  }

  /** The same without an event loop, for a process that is ending; waits for `milliseconds` at most. */
  closeBlocking(milliseconds: number): void {
    const end = performance.now() + milliseconds;
    while (!this.#tryClose() && performance.now() < end) {
      Atomics.wait(this.#state, 0, INSIDE, end - performance.now());
    }
  }

  #tryClose(): boolean {
    return Atomics.compareExchange(this.#state, 0, FREE, CLOSED) !== INSIDE;
  }
}
