import { createHash, randomUUID } from 'node:crypto';
import type { LanguageNeutralData } from '@tmws/domain';
import type { EmbeddingModel } from '@tmws/engine';
import type { ModelPreset } from './model-preset.ts';

/** SHA-256 in hex of every file of a model, by its path in the model's folder. */
export type ModelDigests = Readonly<Record<string, string>>;

/** The digests that all files of a preset must have, or undefined while one of them was never seen. */
export function knownDigests(preset: ModelPreset, seen: ModelDigests | undefined): ModelDigests | undefined {
  const digests: Record<string, string> = {};
  for (const [file, pinned] of Object.entries(preset.files)) {
    const digest = pinned ?? seen?.[file];
    if (digest === undefined) return undefined;
    digests[file] = digest;
  }
  return digests;
}

/**
 * Names the vectors of this model and no other: the preset's name and the head of a digest, which is that of the weights
 * where the preset knows it, else one over the digests of all files. While the files were never seen it is a name that
 * no other run has, so that nothing is taken for a vector of theirs.
 */
export function presetTag(preset: ModelPreset, digests: ModelDigests | undefined): string {
  const weights = preset.files[preset.weightsFile];
  if (weights === undefined && digests === undefined) return `${preset.name}-unseen-${head(randomUUID())}`;
  return `${preset.name}-${head(weights ?? digestOfAll(digests ?? {}))}`;
}

/** What the rest of the product knows of a preset's model. */
export function presetModel(
  preset: ModelPreset,
  known: {
    readonly digests: ModelDigests | undefined;
    /** As measured on the loaded model, for a preset that does not say it. */
    readonly unrelatedScore: number | undefined;
    readonly languageNeutral: LanguageNeutralData | undefined;
  },
): EmbeddingModel {
  return {
    name: preset.name,
    tag: presetTag(preset, known.digests),
    dimensions: preset.dimensions,
    similarity: preset.similarity,
    neutralSimilarity: preset.neutralSimilarity,
    cosineSimilarity: preset.cosineSimilarity,
    duplicateMark: preset.duplicateMark,
    unrelatedScore: preset.unrelatedScore ?? known.unrelatedScore ?? 0,
    languageNeutral: known.languageNeutral,
  };
}

function head(digest: string): string {
  return digest.slice(0, 8);
}

function digestOfAll(digests: ModelDigests): string {
  const hash = createHash('sha256');
  for (const file of Object.keys(digests).toSorted()) hash.update(`${file} ${digests[file]}\n`);
  return hash.digest('hex');
}
