import type { Embedder } from '@tmws/engine';

const DEFAULT_CAPACITY = 1_000;

/**
 * The same embedder, which remembers the vectors of the last requests, so that a repeated one costs nothing. The vector
 * asked for longest ago goes first. It answers from memory only while the model is ready: an outage stays visible.
 *
 * @param capacity how many requests are remembered; 1,000 where left out (4 MB with vectors of 1,024 numbers)
 */
export function withQueryCache(embedder: Embedder, capacity: number = DEFAULT_CAPACITY): Embedder {
  let vectors = new Map<string, Float32Array>();
  let tag = embedder.model.tag;

  const remembered = (text: string): Float32Array | undefined => {
    if (tag !== embedder.model.tag) {
      // Another model's vectors mean nothing.
      vectors = new Map();
      ({ tag } = embedder.model);
    }
    const vector = vectors.get(text);
    vectors.delete(text);
    return vector;
  };

  const embedQuery = async (text: string, signal?: AbortSignal): Promise<Float32Array> => {
    signal?.throwIfAborted();
    const isReady = embedder.state().kind === 'ready';
    const vector = (isReady ? remembered(text) : undefined) ?? (await embedder.embedQuery(text, signal));
    // A map keeps the order in which its keys came: the first is the one asked for longest ago.
    vectors.delete(text);
    vectors.set(text, vector);
    const [oldest] = vectors.keys();
    if (vectors.size > capacity && oldest !== undefined) vectors.delete(oldest);
    // A copy: whoever changes it changes no other answer.
    return vector.slice();
  };

  return {
    get model() {
      return embedder.model;
    },
    state: () => embedder.state(),
    whenReady: (signal) => embedder.whenReady(signal),
    embedQuery,
    embedPassage: (text, signal) => embedder.embedPassage(text, signal),
    close: () => embedder.close(),
  };
}
