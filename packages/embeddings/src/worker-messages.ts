import type { ModelFault } from './model-fault.ts';
import type { ModelPreset } from './presets.ts';

/** What a worker is started with. */
export interface WorkerOrder {
  /** The folder that holds the model's files. */
  readonly folder: string;
  readonly preset: ModelPreset;
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
  | { readonly kind: 'ready' }
  | { readonly kind: 'fault'; readonly fault: ModelFault }
  | { readonly kind: 'load-failed'; readonly message: string }
  /** A vector of length 1. */
  | { readonly kind: 'vector'; readonly id: number; readonly vector: Float32Array<ArrayBuffer> }
  | { readonly kind: 'embed-failed'; readonly id: number; readonly message: string };
