import type { Embedder } from '@tmws/engine';

/**
 * The same embedder, on which a stored text that is asked for while it is being embedded is embedded once: the index and
 * the search for near-duplicates want the same vector of a new pattern at the same moment. Whoever asks later waits for
 * the first call, and ends with it when that is aborted.
 */
export function withJoinedPassages(embedder: Embedder): Embedder {
  const underWay = new Map<string, Promise<Float32Array>>();

  const embedPassage = async (text: string, signal?: AbortSignal): Promise<Float32Array> => {
    signal?.throwIfAborted();
    const joined = underWay.get(text);
    if (joined !== undefined) return (await joined).slice();
    const first = embedder.embedPassage(text, signal).finally(() => underWay.delete(text));
    underWay.set(text, first);
    return first;
  };

  return {
    get model() {
      return embedder.model;
    },
    state: () => embedder.state(),
    whenReady: (signal) => embedder.whenReady(signal),
    embedQuery: (text, signal) => embedder.embedQuery(text, signal),
    embedPassage,
    close: () => embedder.close(),
  };
}
