import type { ModelFault } from './check-model.ts';
import type { ModelPreset } from './model-preset.ts';
import type { ModelDigests } from './preset-model.ts';

/** What a worker is started with. */
export interface WorkerOrder {
  /** The folder that holds the model's files. */
  readonly folder: string;
  readonly preset: ModelPreset;
  /** Its files with the digests that they must have, undefined where any content will do. */
  readonly files: ModelPreset['files'];
  /** Whether the score of unrelated texts is to be measured once the model is loaded. */
  readonly measure: 'unrelated-score' | 'nothing';
  /** Threads for one text. */
  readonly threads: number;
  /** Memory of the guard that the thread runs native code under. */
  readonly guard: SharedArrayBuffer;
}

/** A text to embed, with its prefix, short enough for the tokeniser. */
export interface EmbedRequest {
  readonly id: number;
  readonly text: string;
}

/** What a worker tells. After `fault` and `load-failed` it does no work and ends. */
export type WorkerMessage =
  /** With the digests of the files that were loaded, and what was measured. */
  | { readonly kind: 'ready'; readonly digests: ModelDigests; readonly unrelatedScore: number | undefined }
  | { readonly kind: 'fault'; readonly fault: ModelFault }
  | { readonly kind: 'load-failed'; readonly message: string }
  /** A vector of length 1. */
  | { readonly kind: 'vector'; readonly id: number; readonly vector: Float32Array<ArrayBuffer> }
  | { readonly kind: 'embed-failed'; readonly id: number; readonly message: string };
