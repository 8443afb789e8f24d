import { DomainError } from '@tmws/domain';
import type { EmbedderState } from '@tmws/engine';

/** The state of an embedder, and those who wait for it to change. */
export class Readiness {
  readonly #name: string;
  readonly #onWaitersChange: () => void;
  readonly #waiters = new Set<PromiseWithResolvers<void>>();
  #state: EmbedderState = { kind: 'loading' };
  #closed = false;

  /** `name` is the model's; `onWaitersChange` is called whenever somebody begins or ends to wait. */
  constructor(name: string, onWaitersChange: () => void) {
    this.#name = name;
    this.#onWaitersChange = onWaitersChange;
  }

  get state(): EmbedderState {
    return this.#state;
  }

  /** Whether somebody waits. */
  get isAwaited(): boolean {
    return this.#waiters.size > 0;
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  set(state: EmbedderState): void {
    const settles = state.kind === 'ready' || (this.#state.kind === 'loading' && state.kind === 'unavailable');
    this.#state = state;
    if (settles) for (const waiter of this.#waiters) waiter.resolve();
  }

  /** As `Embedder.whenReady`. Throws DomainError EMBEDDER_UNAVAILABLE once it is closed. */
  async whenReady(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#closed) throw this.refusal();
    if (this.#state.kind === 'ready') return;
    const waiter = Promise.withResolvers<void>();
    const abort = (): void => waiter.reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    this.#waiters.add(waiter);
    this.#onWaitersChange();
    try {
      await waiter.promise;
    } finally {
      signal.removeEventListener('abort', abort);
      this.#waiters.delete(waiter);
      this.#onWaitersChange();
    }
  }

  /** Turns away all who wait and all who come later. */
  close(): void {
    this.#closed = true;
    this.#state = {
      kind: 'unavailable',
      reason: `The embedding model ${this.#name} was closed. Start the core again.`,
    };
    for (const waiter of this.#waiters) waiter.reject(this.refusal());
  }

  /** What a caller is told whose text cannot be embedded at the moment. */
  refusal(): DomainError {
    return unavailable(
      this.#state.kind === 'unavailable'
        ? this.#state.reason
        : `The embedding model ${this.#name} is still loading. Search by words, or try again in a moment.`,
    );
  }
}

/** What a caller is told whose own text could not be embedded, while others can. */
export function notEmbedded(message: string): DomainError {
  return unavailable(`This text could not be embedded: ${message} Search by words, or try again.`);
}

function unavailable(reason: string): DomainError {
  return new DomainError('EMBEDDER_UNAVAILABLE', reason);
}
