import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ModelPreset } from '../model-preset.ts';
import { floatBytes, lookupModelBytes } from './onnx-bytes.ts';

/** The words that a synthetic model knows; all others are one and the same to it. */
const WORDS = [
  '[UNK]',
  '[PAD]',
  'query',
  'passage',
  ':',
  'cat',
  'dog',
  'bread',
  'bakes',
  'sleeps',
  'the',
  'a',
] as const;

/** How a synthetic model differs from the usual one. */
export interface SyntheticModelOptions {
  /** Decides its vectors: another seed is another model. */
  readonly seed?: number;
  /** Length of its vectors where it is not the preset's. */
  readonly dimensions?: number;
}

/**
 * Writes a model with the files of a preset, as a person would put them into a model folder: it has the preset's
 * dimensions and number format by name, a vocabulary of a dozen words, and for each of them a fixed vector. So it takes
 * the whole path of the real one in a thousandth of its time.
 */
export async function writeSyntheticModel(
  folder: string,
  preset: ModelPreset,
  options: SyntheticModelOptions = {},
): Promise<void> {
  const dimensions = options.dimensions ?? preset.dimensions;
  const vectors = Float32Array.from(numbers(options.seed ?? 1, WORDS.length * dimensions));
  const dataFile = Object.keys(preset.files).find((file) => file.endsWith('.onnx_data'));
  const inFolder = dataFile?.slice(dataFile.lastIndexOf('/') + 1);
  const weights = lookupModelBytes({ vectors, dimensions, dataFile: inFolder });
  await mkdir(dirname(join(folder, preset.weightsFile)), { recursive: true });
  await writeFile(join(folder, preset.weightsFile), weights);
  if (dataFile !== undefined) await writeFile(join(folder, dataFile), floatBytes(vectors));
  for (const [file, content] of Object.entries(textFiles(dimensions))) {
    await writeFile(join(folder, file), JSON.stringify(content));
  }
}

function textFiles(dimensions: number): Readonly<Record<string, object>> {
  return {
    'config.json': { model_type: 'bert', architectures: ['BertModel'], hidden_size: dimensions },
    'tokenizer_config.json': {
      tokenizer_class: 'BertTokenizer',
      model_max_length: 512,
      unk_token: '[UNK]',
      pad_token: '[PAD]',
    },
    'tokenizer.json': {
      version: '1.0',
      added_tokens: [],
      normalizer: { type: 'BertNormalizer', lowercase: true },
      pre_tokenizer: { type: 'BertPreTokenizer' },
      post_processor: null,
      decoder: null,
      model: {
        type: 'WordPiece',
        unk_token: '[UNK]',
        continuing_subword_prefix: '##',
        max_input_chars_per_word: 100,
        vocab: Object.fromEntries(WORDS.map((word, id) => [word, id])),
      },
    },
  };
}

/** Pseudo-random numbers between -1 and 1 that a seed decides (xorshift, Marsaglia 2003). */
function* numbers(seed: number, count: number): Generator<number> {
  let state = seed;
  for (let index = 0; index < count; index += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    yield state / 2 ** 31;
  }
}
