import type { SimilarityMap } from '@tmws/domain';

/** An embedding model as data: how its texts are prepared, which files it is made of, and what its scores mean. */
export interface ModelPreset {
  /** Name of the preset, and of the folder that holds its files. */
  readonly name: string;
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
  /** The file with the weights, a key of {@link files}; its digest is part of the tag of every vector. */
  readonly weightsFile: string;
  /** Every file that is read: path in the model's folder to SHA-256 in hex. Small files first: damage shows sooner. */
  readonly files: Readonly<Record<string, string>>;
  /** The workspace package that holds the files; undefined where the model must be put into a model folder. */
  readonly bundledPackage: string | undefined;
  /** Which of {@link files} takes the language out of the vectors; undefined where the model has none. */
  readonly languageNeutralFile: string | undefined;
  /** Fused score to similarity, fitted on skillq-dev; undefined where it was not fitted. */
  readonly similarity: SimilarityMap | undefined;
  /** The same for requests compared by language-neutral vectors. */
  readonly neutralSimilarity: SimilarityMap | undefined;
  /** The same for the cosine alone. */
  readonly cosineSimilarity: SimilarityMap | undefined;
  /** Cosine of two passages above which they are near-duplicates; at most 1 % of unrelated pairs pass. */
  readonly duplicateMark: number | undefined;
  /** Median fused score of a request and a skill that has nothing to do with it. */
  readonly unrelatedScore: number;
}

/** The preset that is used where none is named: it ships with the product. */
export const DEFAULT_PRESET = 'multilingual-e5-small';

/** Every preset. A further model is a further row. */
export const MODEL_PRESETS = [
  {
    name: DEFAULT_PRESET,
    dimensions: 384,
    queryPrefix: 'query: ',
    passagePrefix: 'passage: ',
    pooling: 'mean',
    maximumTokens: 512,
    weights: 'q4',
    weightsFile: 'onnx/model_q4.onnx',
    files: {
      'config.json': '61267e6daf16c0bb6e1b4cb0520b68ded9267aa98b516f5a21a04f433d1de260',
      'special_tokens_map.json': '510968f5f18e62ac36d59f52ad969eff520e32e75e3fdd892de7f2381f0788b2',
      'tokenizer_config.json': 'd11d97f6e0cae357d0a1b5a0c94da4cff71adc7a5bf66e5e5218ffc1f6b0867b',
      'language-neutral.json': '90aaf5f3dc608dbd3b259eb9cdb553a427fb6c6d1fb5506db3a3d57b9436244d',
      'tokenizer.json': '1fa1145ed31a7bac8b5c13c05669d388387211412bd9093180d27d96383cff7a',
      'onnx/model_q4.onnx': '54e84948b788a58e12b66d6a7c7f6a9ad750d60f30a524123e0cfabc8107bd07',
    },
    bundledPackage: '@tmws/model-multilingual-e5-small',
    languageNeutralFile: 'language-neutral.json',
    // Keeps 93 % of skillq-dev's right answers at 0.7 and 4 % of the other pairs.
    similarity: { kind: 'logistic', slope: 16.9, intercept: -13.86 },
    // Keeps about 96 % of the right answers to its Japanese and Chinese requests, and 2 % of the other pairs.
    neutralSimilarity: { kind: 'logistic', slope: 16.9, intercept: -13.32 },
    // Keeps 78 % and 5 %.
    cosineSimilarity: { kind: 'logistic', slope: 29, intercept: -23.09 },
    // Over all pairs of skillq-dev's 4,000 skills 0.9135 passes 1 % and 0.94 0.12 %, most of them skills written from
    // one template; below it related skills begin to pass.
    duplicateMark: 0.94,
    unrelatedScore: 0.808,
  },
] as const satisfies readonly ModelPreset[];

/** The preset of this name, or undefined. */
export function findPreset(name: string): ModelPreset | undefined {
  return MODEL_PRESETS.find((preset) => preset.name === name);
}

/** Names the vectors of this model and no other: the preset's name and the head of its weights' digest. */
export function presetTag(preset: ModelPreset): string {
  return `${preset.name}-${(preset.files[preset.weightsFile] ?? '').slice(0, 8)}`;
}
