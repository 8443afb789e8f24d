import type { LanguageNeutralData, SimilarityMap } from '@tmws/domain';

/** What the engine must know of an embedding model. */
export interface EmbeddingModel {
  /** Name of the preset or of the endpoint's model. */
  readonly name: string;
  /** Names the vectors of this model and no other: stored beside each vector. */
  readonly tag: string;
  /** Length of its vectors. */
  readonly dimensions: number;
  /** The map of the fused score to a similarity; undefined where the model is uncalibrated. */
  readonly similarity: SimilarityMap | undefined;
  /** The map for requests compared by language-neutral vectors, whose scores are narrower; undefined: the same map. */
  readonly neutralSimilarity: SimilarityMap | undefined;
  /** The map of the cosine alone, for searches by meaning alone; undefined: the same map. */
  readonly cosineSimilarity: SimilarityMap | undefined;
  /** Cosine of two passages above which they are near-duplicates; undefined where it was not measured. */
  readonly duplicateMark: number | undefined;
  /** The fused score that an unrelated pair typically has. */
  readonly unrelatedScore: number;
  /** What takes the language out of its vectors; undefined where the model has no such data. */
  readonly languageNeutral: LanguageNeutralData | undefined;
}

/** Whether texts can be embedded at the moment. */
export type EmbedderState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready' }
  /** `reason` is one sentence with what to do. */
  | { readonly kind: 'unavailable'; readonly reason: string };

/** Turns texts into vectors of length 1, one text at a time, off the event loop. */
export interface Embedder {
  readonly model: EmbeddingModel;
  state(): EmbedderState;
  /**
   * Resolves when the state is no longer `loading`, or has become `ready` after an outage; an outage ends without being
   * asked when the cause is gone.
   */
  whenReady(signal: AbortSignal): Promise<void>;
  /**
   * The vector of a request. Requests go before passages that wait.
   *
   * @throws DomainError EMBEDDER_UNAVAILABLE where the model is not there
   */
  embedQuery(text: string, signal?: AbortSignal): Promise<Float32Array>;
  /**
   * The vector of a stored text.
   *
   * @throws DomainError EMBEDDER_UNAVAILABLE where the model is not there
   */
  embedPassage(text: string, signal?: AbortSignal): Promise<Float32Array>;
  close(): Promise<void>;
}
