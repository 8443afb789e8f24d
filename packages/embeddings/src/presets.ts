import type { ModelPreset } from './model-preset.ts';

/** The preset that is used where none is named: it ships with the product. */
export const DEFAULT_PRESET = 'multilingual-e5-small';

/** What every model has in common that was not fitted on skillq-dev and whose files are not known beforehand. */
const UNMEASURED = {
  maximumTokens: 512,
  bundledPackage: undefined,
  languageNeutralFile: undefined,
  similarity: undefined,
  neutralSimilarity: undefined,
  cosineSimilarity: undefined,
  duplicateMark: undefined,
  unrelatedScore: undefined,
} as const satisfies Partial<ModelPreset>;

const E5 = { ...UNMEASURED, queryPrefix: 'query: ', passagePrefix: 'passage: ', pooling: 'mean' } as const;

/** The first token stands for the text. */
const BGE = { ...UNMEASURED, queryPrefix: '', passagePrefix: '', pooling: 'cls' } as const;

const BGE_ENGLISH = { ...BGE, queryPrefix: 'Represent this sentence for searching relevant passages: ' } as const;

const trustedOnFirstUse = (...weightFiles: readonly string[]): Readonly<Record<string, undefined>> => ({
  'config.json': undefined,
  'tokenizer_config.json': undefined,
  'tokenizer.json': undefined,
  ...Object.fromEntries(weightFiles.map((file) => [file, undefined])),
});

const FULL = {
  weights: 'fp32',
  weightsFile: 'onnx/model.onnx',
  files: trustedOnFirstUse('onnx/model.onnx'),
} as const;

/** A model of more than 2 GB keeps its weights beside the file that describes it. */
const FULL_IN_TWO_FILES = { ...FULL, files: trustedOnFirstUse('onnx/model.onnx', 'onnx/model.onnx_data') } as const;

const EIGHT_BITS = {
  weights: 'q8',
  weightsFile: 'onnx/model_quantized.onnx',
  files: trustedOnFirstUse('onnx/model_quantized.onnx'),
} as const;

/** Every preset. A further model is a further row. */
export const MODEL_PRESETS = [
  {
    name: DEFAULT_PRESET,
    source: undefined,
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
  { name: 'multilingual-e5-small-q8', source: 'Xenova/multilingual-e5-small', dimensions: 384, ...E5, ...EIGHT_BITS },
  { name: 'multilingual-e5-small-fp32', source: 'Xenova/multilingual-e5-small', dimensions: 384, ...E5, ...FULL },
  { name: 'multilingual-e5-base', source: 'Xenova/multilingual-e5-base', dimensions: 768, ...E5, ...EIGHT_BITS },
  { name: 'multilingual-e5-large', source: 'Xenova/multilingual-e5-large', dimensions: 1024, ...E5, ...EIGHT_BITS },
  {
    name: 'multilingual-e5-large-fp32',
    source: 'Xenova/multilingual-e5-large',
    dimensions: 1024,
    ...E5,
    ...FULL_IN_TWO_FILES,
  },
  { name: 'bge-small-en-v1.5', source: 'Xenova/bge-small-en-v1.5', dimensions: 384, ...BGE_ENGLISH, ...EIGHT_BITS },
  { name: 'bge-base-en-v1.5', source: 'Xenova/bge-base-en-v1.5', dimensions: 768, ...BGE_ENGLISH, ...EIGHT_BITS },
  // It could read 8,192 tokens, at a cost that grows with their square; what is embedded of a pattern is far shorter.
  { name: 'bge-m3', source: 'Xenova/bge-m3', dimensions: 1024, ...BGE, ...EIGHT_BITS },
] as const satisfies readonly ModelPreset[];

/** The preset of this name, or undefined. */
export function findPreset(name: string): ModelPreset | undefined {
  return MODEL_PRESETS.find((preset) => preset.name === name);
}
