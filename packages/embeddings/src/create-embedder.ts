import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { invalidFields } from '@tmws/domain';
import type { Embedder } from '@tmws/engine';
import { EndpointEmbedder } from './endpoint-embedder.ts';
import { DEFAULT_PRESET, findPreset, MODEL_PRESETS } from './presets.ts';
import { withPassageMemory } from './with-passage-memory.ts';
import { withQueryCache } from './with-query-cache.ts';
import { WorkerEmbedder } from './worker-embedder.ts';
import type { WorkerOrder } from './worker-messages.ts';

/** Which model embeds, and where it is. */
export interface CreateEmbedderOptions {
  /** Name of a preset; `multilingual-e5-small` where it and `endpoint` are left out. */
  readonly preset?: string;
  /** An OpenAI-compatible endpoint, which embeds instead of a preset. */
  readonly endpoint?: {
    /** The http:// or https:// address to which `/embeddings` is added. */
    readonly url: string;
    /** The model that it is asked for; an endpoint without one is refused. */
    readonly model: string | undefined;
    /** Sent as a bearer token; it appears in no reason, error or file. */
    readonly apiKey?: string | undefined;
  };
  /**
   * Folders looked into first, in this order, for a folder of the preset's name; the package that ships with the product
   * comes after them.
   */
  readonly modelDirs: readonly string[];
  /**
   * Folder for small files that keep what is learnt of a model: digests of files that are trusted on first use, the
   * length of an endpoint's vectors. Without it every run learns them anew.
   */
  readonly memoryDir?: string;
  /** How often missing or damaged files are looked at again, and the first wait after a failure; 3,000 where left out. */
  readonly recheckMilliseconds?: number;
  /** The longest wait for a model that no earlier run has learnt anything of; 10,000 where left out. */
  readonly startWaitMilliseconds?: number;
}

/** More threads for one text bring little: it has 60 tokens on average. */
const MOST_THREADS = 4;

/** Half of the cores: on two, a second thread took twice the CPU time of one and was no faster but for short requests. */
const threads = (): number => Math.min(MOST_THREADS, Math.max(1, Math.floor(availableParallelism() / 2)));

/** The tokeniser's garbage would otherwise grow the thread's young heap, and so the process, by 100 MB. */
const YOUNG_HEAP_MB = 16;

/**
 * Starts an embedder and remembers the vectors of its last requests. A preset's model is loaded in a thread of its own,
 * from local files alone. How far it is, and what is wrong, is told by `state()` and ends by itself.
 *
 * Resolves at once where the model's tag and dimensions are known: for the model that ships, and for any other after its
 * first use. Else it resolves when they are, or after `startWaitMilliseconds` without them. A preset's tag may then
 * still become known; an endpoint's model stays unavailable until the core is started again.
 *
 * @throws DomainError INVALID_FIELD for an unknown preset, and for an address, model or key that no request can be made
 * with
 */
export async function createEmbedder(options: CreateEmbedderOptions): Promise<Embedder> {
  const embedder = options.endpoint ? openEndpoint(options.endpoint, options) : openPreset(options);
  await embedder.identified;
  return withQueryCache(withPassageMemory(embedder));
}

function openPreset(options: CreateEmbedderOptions): WorkerEmbedder {
  const name = options.preset ?? DEFAULT_PRESET;
  const preset = findPreset(name);
  if (!preset) {
    const known = MODEL_PRESETS.map((row) => row.name).join(', ');
    throw invalidFields([
      { field: 'embedder', description: `There is no embedding preset ${JSON.stringify(name)}. Use one of: ${known}.` },
    ]);
  }
  keepRuntimeSilent();
  return new WorkerEmbedder({
    preset,
    modelDirs: options.modelDirs,
    memory: options.memoryDir === undefined ? undefined : join(options.memoryDir, `${name}.json`),
    recheckMilliseconds: recheck(options),
    startWaitMilliseconds: startWait(options),
    startWorker: (order) =>
      new Worker(workerFile(), {
        name: 'embedding',
        workerData: { ...order, threads: threads() } satisfies WorkerOrder,
        resourceLimits: { maxYoungGenerationSizeMb: YOUNG_HEAP_MB },
      }),
  });
}

/**
 * ONNX Runtime from 1.29 on gives the machine an id, in the user's cache, and reports its use to Microsoft, unless this
 * variable is in the environment of the process when it is loaded. A thread's own environment does not reach it.
 */
function keepRuntimeSilent(): void {
  process.env.ORT_DISABLE_TELEMETRY = '1';
}

function openEndpoint(
  { url, model, apiKey }: NonNullable<CreateEmbedderOptions['endpoint']>,
  options: CreateEmbedderOptions,
): EndpointEmbedder {
  if (model === undefined || model.trim() === '') {
    const description = 'An embedding endpoint needs the name of its model. Set TMWS_EMBEDDER_MODEL.';
    throw invalidFields([{ field: 'embedder_model', description }]);
  }
  return new EndpointEmbedder({
    endpoint: { url, model, apiKey },
    memoryDir: options.memoryDir,
    recheckMilliseconds: recheck(options),
    startWaitMilliseconds: startWait(options),
  });
}

function recheck(options: CreateEmbedderOptions): number {
  return options.recheckMilliseconds ?? 3_000;
}

function startWait(options: CreateEmbedderOptions): number {
  return options.startWaitMilliseconds ?? 10_000;
}

/** The thread runs from source as well as built, whatever this file is. */
function workerFile(): URL {
  const file = import.meta.url.endsWith('.ts') ? './embedding-worker.ts' : './embedding-worker.js';
  return new URL(file, import.meta.url);
}
