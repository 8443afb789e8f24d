import { isJsonObject, type JsonObject } from '@tmws/domain';
import { recall, remember } from './memory-file.ts';
import type { ModelPreset } from './model-preset.ts';
import { knownDigests, type ModelDigests } from './preset-model.ts';

const DIGEST = /^[0-9a-f]{64}$/u;

/** What is known of the model of a preset: by the preset itself, from earlier runs, and from this one. */
export class PresetKnowledge {
  readonly #preset: ModelPreset;
  readonly #path: string | undefined;
  #digests: ModelDigests | undefined;
  #unrelatedScore: number | undefined;

  /** `path` is the file that keeps what is learnt; without one this run learns for itself. */
  constructor(preset: ModelPreset, path: string | undefined) {
    this.#preset = preset;
    this.#path = path;
    const recalled = recall(path);
    this.#digests = knownDigests(preset, seenDigests(recalled));
    const score = recalled?.unrelatedScore;
    this.#unrelatedScore = preset.unrelatedScore ?? (typeof score === 'number' ? score : undefined);
  }

  /** The digests that the files must have; undefined while the files were never used. */
  get digests(): ModelDigests | undefined {
    return this.#digests;
  }

  /** The median score of unrelated texts; undefined while it was never measured. */
  get unrelatedScore(): number | undefined {
    return this.#unrelatedScore;
  }

  /** The files, with the digests that they must have as far as they are known. */
  get files(): ModelPreset['files'] {
    return this.#digests ?? this.#preset.files;
  }

  /** Takes in what a loaded model showed, and tells whether any of it is new. What was known stays as it was. */
  learn(digests: ModelDigests, unrelatedScore: number | undefined): boolean {
    if (this.#digests !== undefined && (this.#unrelatedScore ?? unrelatedScore) === this.#unrelatedScore) return false;
    this.#digests ??= digests;
    this.#unrelatedScore ??= unrelatedScore;
    remember(this.#path, {
      files: this.#digests,
      ...(this.#unrelatedScore === undefined ? {} : { unrelatedScore: this.#unrelatedScore }),
    });
    return true;
  }
}

function seenDigests(recalled: JsonObject | undefined): ModelDigests | undefined {
  const files = recalled?.files;
  if (!isJsonObject(files)) return undefined;
  const entries = Object.entries(files).flatMap(([file, digest]) =>
    typeof digest === 'string' && DIGEST.test(digest) ? [[file, digest] as const] : [],
  );
  return Object.fromEntries(entries);
}
