/**
 * The thread that holds an embedding model: checks its files, loads it, then turns one text at a time into a vector.
 * Started by the worker embedder with a `WorkerOrder`; speaks `WorkerMessage`. Nothing is read but the model's folder
 * and nothing is written.
 */
import { basename, dirname } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { Tensor } from '@huggingface/transformers';
import { findModelFault } from './model-fault.ts';
import { NativeGuard } from './native-guard.ts';
import { poolTokens } from './pool-tokens.ts';
import type { EmbedRequest, WorkerMessage, WorkerOrder } from './worker-messages.ts';

interface ModelOutput {
  readonly last_hidden_state: Tensor;
}

type EmbedText = (text: string) => Promise<Float32Array<ArrayBuffer>>;

const order: WorkerOrder = workerData;
const guard = new NativeGuard(order.guard);

const embedText = await openModel();
if (embedText) {
  parentPort?.on('message', (request: EmbedRequest) => void answer(request, embedText));
  tell({ kind: 'ready' });
}

async function openModel(): Promise<EmbedText | undefined> {
  try {
    const fault = await findModelFault(order.folder, order.preset.files);
    if (!fault) return await loadModel();
    tell({ kind: 'fault', fault });
  } catch (error) {
    tell({ kind: 'load-failed', message: messageOf(error) });
  }
  return undefined;
}

async function loadModel(): Promise<EmbedText> {
  const { folder, preset, threads } = order;
  const { AutoModel, AutoTokenizer, env, LogLevel } = await guard.run(() => import('@huggingface/transformers'));
  env.allowRemoteModels = false;
  env.localModelPath = dirname(folder);
  env.useFSCache = false;
  env.useWasmCache = false;
  env.logLevel = LogLevel.ERROR;
  const local = { local_files_only: true };
  const tokenizer = await AutoTokenizer.from_pretrained(basename(folder), local);
  const model = await guard.run(() =>
    AutoModel.from_pretrained(basename(folder), {
      ...local,
      dtype: preset.weights,
      session_options: {
        intraOpNumThreads: threads,
        interOpNumThreads: 1,
        // Threads that wait awake for their next part double the CPU time, and take the core that answers calls.
        extra: { session: { intra_op: { allow_spinning: '0' } } },
      },
    }),
  );
  const embed = async (text: string): Promise<Float32Array<ArrayBuffer>> => {
    const tokens = tokenizer(text, { truncation: true, max_length: preset.maximumTokens });
    const { last_hidden_state: states } = await guard.run<ModelOutput>(() => model(tokens));
    if (!(states.data instanceof Float32Array) || states.dims.at(-1) !== preset.dimensions) {
      throw new TypeError(
        `The model gave ${states.type} [${states.dims}], not vectors of ${preset.dimensions} float32.`,
      );
    }
    return poolTokens(states.data, preset.dimensions, preset.pooling);
  };
  // The first text pays for what is set up late, and shows whether the model is the one that the preset describes.
  await embed(preset.queryPrefix);
  return embed;
}

async function answer({ id, text }: EmbedRequest, embed: EmbedText): Promise<void> {
  try {
    const vector = await embed(text);
    parentPort?.postMessage({ kind: 'vector', id, vector } satisfies WorkerMessage, [vector.buffer]);
  } catch (error) {
    tell({ kind: 'embed-failed', id, message: messageOf(error) });
  }
}

function tell(message: WorkerMessage): void {
  parentPort?.postMessage(message);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
