import { DomainError, termHash, tokenize } from '@tmws/domain';
import type { Embedder, EmbedderState, EmbeddingModel } from '../ports/embedder.ts';

/** An embedder that a test can switch off and on. */
export interface StubEmbedder extends Embedder {
  setState(state: EmbedderState): void;
  /** Every text that was embedded as a passage, in order. */
  passages(): readonly string[];
}

/** How a stub differs from the default one. */
export interface StubEmbedderOptions {
  /** Default `ready`. */
  readonly state?: EmbedderState;
  /** Parts of the model that differ, e.g. another tag. */
  readonly model?: Partial<EmbeddingModel>;
  /** Words that mean the same as another word, e.g. of another language: `{ 猫: 'cat' }`. */
  readonly synonyms?: Readonly<Record<string, string>>;
}

const MODEL: EmbeddingModel = {
  name: 'stub',
  tag: 'stub-1',
  dimensions: 128,
  similarity: { kind: 'logistic', slope: 10, intercept: -4 },
  neutralSimilarity: undefined,
  cosineSimilarity: undefined,
  duplicateMark: 0.95,
  unrelatedScore: 0.1,
  languageNeutral: undefined,
};

/** Pseudo-random numbers between -1 and 1 that a seed decides (xorshift, Marsaglia 2003). */
const numbersOf = (seed: number): (() => number) => {
  let state = seed === 0 ? 1 : seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state / 2 ** 31;
  };
};

const vectorOf = (words: readonly string[], dimensions: number): Float32Array => {
  const sum = new Float64Array(dimensions);
  for (const word of words) {
    const next = numbersOf(termHash(word));
    for (let index = 0; index < dimensions; index += 1) sum[index] = (sum[index] ?? 0) + next();
  }
  const length = Math.hypot(...sum);
  return Float32Array.from(sum, (value) => value / length);
};

/**
 * An embedder without a model: a text's vector is the sum of one fixed vector a word, so that texts are as near as they
 * share words, and a text always has the same vector.
 */
export const createStubEmbedder = (options: StubEmbedderOptions = {}): StubEmbedder => {
  const model: EmbeddingModel = { ...MODEL, ...options.model };
  const synonyms = options.synonyms ?? {};
  const passages: string[] = [];
  let state: EmbedderState = options.state ?? { kind: 'ready' };
  let waiting: (() => void)[] = [];

  const nextChange = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const abort = (): void => reject(signal.reason);
      signal.addEventListener('abort', abort, { once: true });
      waiting.push(() => {
        signal.removeEventListener('abort', abort);
        resolve();
      });
    });

  const embed = async (text: string, signal: AbortSignal | undefined): Promise<Float32Array> => {
    signal?.throwIfAborted();
    if (state.kind !== 'ready') {
      const why =
        state.kind === 'loading' ? 'The embedding model is being loaded. Try again in a moment.' : state.reason;
      throw new DomainError('EMBEDDER_UNAVAILABLE', why, { metadata: { model: model.name } });
    }
    const terms = tokenize(text).map((term) => synonyms[term] ?? term);
    return vectorOf(terms.length === 0 ? [text] : terms, model.dimensions);
  };

  return {
    model,
    state: () => state,
    whenReady: async (signal) => {
      signal.throwIfAborted();
      if (state.kind === 'loading') {
        await nextChange(signal);
        return;
      }
      while (state.kind !== 'ready') await nextChange(signal);
    },
    embedQuery: embed,
    embedPassage: async (text, signal) => {
      const vector = await embed(text, signal);
      passages.push(text);
      return vector;
    },
    close: async () => undefined,
    setState: (next) => {
      state = next;
      const told = waiting;
      waiting = [];
      for (const tell of told) tell();
    },
    passages: () => passages,
  };
};
