import type { Embedder } from '@tmws/engine';

const DEFAULT_CAPACITY = 256;

/**
 * The same embedder, which remembers the vectors of the last stored texts, also of one that is being embedded: the index
 * and the search for near-duplicates want the vector of a new pattern at about the same moment, and it is computed once.
 * Whoever joins a call ends with it when that is aborted. A text that failed is tried anew.
 *
 * @param capacity how many texts are remembered; 256 where left out (1 MB with vectors of 1,024 numbers)
 */
export function withPassageMemory(embedder: Embedder, capacity: number = DEFAULT_CAPACITY): Embedder {
  const vectors = new Map<string, Promise<Float32Array>>();
  let tag = embedder.model.tag;

  const embed = (text: string, signal?: AbortSignal): Promise<Float32Array> => {
    const vector = embedder.embedPassage(text, signal);
    vectors.set(text, vector);
    vector.catch(() => {
      if (vectors.get(text) === vector) vectors.delete(text);
    });
    const [oldest] = vectors.keys();
    if (vectors.size > capacity && oldest !== undefined) vectors.delete(oldest);
    return vector;
  };

  const embedPassage = async (text: string, signal?: AbortSignal): Promise<Float32Array> => {
    signal?.throwIfAborted();
    if (tag !== embedder.model.tag) {
      // Another model's vectors mean nothing.
      vectors.clear();
      ({ tag } = embedder.model);
    }
    const isReady = embedder.state().kind === 'ready';
    const vector = await ((isReady ? vectors.get(text) : undefined) ?? embed(text, signal));
    // A copy: whoever changes it changes no other answer.
    return vector.slice();
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
