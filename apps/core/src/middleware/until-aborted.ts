/** What the rest of a call is, to a middleware: one answer that it returns, or several that it yields. */
type CallWork<Item, Result> = AsyncGenerator<never, Result, undefined> | AsyncGenerator<Item, void, undefined>;

/**
 * What a generator yields, until the signal aborts: then the caller goes on at once with the signal's reason, and what
 * is under way ends by itself, unseen.
 */
export async function* untilAborted<Item, Result>(
  work: CallWork<Item, Result>,
  signal: AbortSignal,
  // biome-ignore lint/suspicious/noConfusingVoidType: so are the generators of middleware typed
): AsyncGenerator<Item, Result | void, undefined> {
  const aborted = Promise.withResolvers<never>();
  const abort = (): void => aborted.reject(signal.reason);
  aborted.promise.catch(() => undefined);
  signal.addEventListener('abort', abort, { once: true });
  try {
    for (;;) {
      signal.throwIfAborted();
      const next = await Promise.race([work.next(), aborted.promise]);
      if (next.done === true) return next.value;
      yield next.value;
    }
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
