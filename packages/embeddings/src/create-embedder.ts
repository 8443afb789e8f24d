import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { invalidFields } from '@tmws/domain';
import type { Embedder } from '@tmws/engine';
import { DEFAULT_PRESET, findPreset, MODEL_PRESETS } from './presets.ts';
import { WorkerEmbedder } from './worker-embedder.ts';
import type { WorkerOrder } from './worker-messages.ts';

/** Where an embedder finds its model. */
export interface CreateEmbedderOptions {
  /** Name of a preset; `multilingual-e5-small` where it is left out. */
  readonly preset?: string;
  /**
   * Folders looked into first, in this order, for a folder of the preset's name; the package that ships with the product
   * comes after them.
   */
  readonly modelDirs: readonly string[];
  /** How often missing or damaged files are looked at again, and the first wait after a crash; 3,000 where left out. */
  readonly recheckMilliseconds?: number;
}

/** More threads for one text bring little: it has 60 tokens on average. */
const MOST_THREADS = 4;

/** Half of the cores: on two, a second thread took twice the CPU time of one and was no faster but for short requests. */
const threads = (): number => Math.min(MOST_THREADS, Math.max(1, Math.floor(availableParallelism() / 2)));

/** The tokeniser's garbage would otherwise grow the thread's young heap, and so the process, by 100 MB. */
const YOUNG_HEAP_MB = 16;

/**
 * Starts an embedder: it loads its model at once in a thread of its own, from local files alone, and tells by `state()`
 * how far it is. Throws DomainError INVALID_FIELD for an unknown preset; all else is a state, and ends by itself.
 */
export function createEmbedder(options: CreateEmbedderOptions): Embedder {
  const name = options.preset ?? DEFAULT_PRESET;
  const preset = findPreset(name);
  if (!preset) {
    const known = MODEL_PRESETS.map((row) => row.name).join(', ');
    throw invalidFields([
      { field: 'embedder', description: `There is no embedding preset ${JSON.stringify(name)}. Use one of: ${known}.` },
    ]);
  }
  return new WorkerEmbedder({
    preset,
    modelDirs: options.modelDirs,
    recheckMilliseconds: options.recheckMilliseconds ?? 3_000,
    startWorker: (folder, guard) =>
      new Worker(workerFile(), {
        name: 'embedding',
        workerData: {
          folder,
          preset,
          threads: threads(),
          guard,
        } satisfies WorkerOrder,
        resourceLimits: { maxYoungGenerationSizeMb: YOUNG_HEAP_MB },
      }),
  });
}

/** The thread runs from source as well as built, whatever this file is. */
function workerFile(): URL {
  const file = import.meta.url.endsWith('.ts') ? './embedding-worker.ts' : './embedding-worker.js';
  return new URL(file, import.meta.url);
}
