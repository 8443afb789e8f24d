import type { SimilarityMap } from '@tmws/domain';

/** An embedding model as data: how its texts are prepared, which files it is made of, and what its scores mean. */
export interface ModelPreset {
  /** Name of the preset, and of the folder that holds its files. */
  readonly name: string;
  /**
   * Where its files are published in the layout of transformers.js, as owner/name of a model repository; undefined for
   * one that ships with the product.
   */
  readonly source: string | undefined;
  /** Length of its vectors. */
  readonly dimensions: number;
  /** Put before each request; part of the model. */
  readonly queryPrefix: string;
  /** Put before each stored text; part of the model. */
  readonly passagePrefix: string;
  /** How the vectors of a text's tokens become one. */
  readonly pooling: 'mean' | 'cls';
  /** Tokens that the model reads of a text, its prefix and end marks included. */
  readonly maximumTokens: number;
  /** Number format of the weights, as transformers.js names it; decides which file below `onnx/` is loaded. */
  readonly weights: 'fp32' | 'fp16' | 'q8' | 'q4';
  /** The file with the weights, a key of {@link files}. */
  readonly weightsFile: string;
  /**
   * Every file that is read: path in the model's folder to its SHA-256 in hex, or undefined for a file that is trusted on
   * first use: what it holds when the model is first loaded is what it must hold from then on. Small files first: damage
   * shows sooner.
   */
  readonly files: Readonly<Record<string, string | undefined>>;
  /** The workspace package that holds the files; undefined where the model must be put into a model folder. */
  readonly bundledPackage: string | undefined;
  /** Which of {@link files} takes the language out of the vectors; undefined where the model has none. */
  readonly languageNeutralFile: string | undefined;
  /** Fused score to similarity, fitted on skillq-dev; undefined where it was not fitted: the model is uncalibrated. */
  readonly similarity: SimilarityMap | undefined;
  /** The same for requests compared by language-neutral vectors. */
  readonly neutralSimilarity: SimilarityMap | undefined;
  /** The same for the cosine alone. */
  readonly cosineSimilarity: SimilarityMap | undefined;
  /** Cosine of two passages above which they are near-duplicates; at most 1 % of unrelated pairs pass. */
  readonly duplicateMark: number | undefined;
  /**
   * Median fused score of a request and a skill that has nothing to do with it; undefined where it was not measured: the
   * model is asked for it when it is first loaded.
   */
  readonly unrelatedScore: number | undefined;
}
