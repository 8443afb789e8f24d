import { DomainError } from '@tmws/domain';

/** Looks now and then whether a key still works. */
export interface KeyWatch extends Disposable {
  /** Aborts, with the refusal that a new call would get, when it works no more. */
  readonly signal: AbortSignal;
}

const isEnd = (error: unknown): boolean => error instanceof DomainError && error.reason === 'KEY_INVALID';

/** Asks `recognise` each so many milliseconds. A failure for any other reason than the key's ends nothing. */
export const watchKey = (recognise: () => Promise<unknown>, milliseconds: number): KeyWatch => {
  const end = new AbortController();
  const look = async (): Promise<void> => {
    try {
      await recognise();
    } catch (error) {
      if (isEnd(error)) end.abort(error);
    }
  };
  const timer = setInterval(() => void look(), milliseconds);
  timer.unref();
  return { signal: end.signal, [Symbol.dispose]: () => clearInterval(timer) };
};
