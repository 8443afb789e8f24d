/**
 * The thread that holds an embedding model: checks its files, loads it, then turns one text at a time into a vector.
 * Started by the worker embedder with a `WorkerOrder`; speaks `WorkerMessage`. Nothing is read but the model's folder
 * and nothing is written.
 */
import { basename, dirname } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { Tensor } from '@huggingface/transformers';
import { checkModel } from './check-model.ts';
import { NativeGuard } from './native-guard.ts';
import { poolTokens } from './pool-tokens.ts';
import { prepareText } from './prepare-text.ts';
import type { ModelDigests } from './preset-model.ts';
import { medianCosine, UNRELATED } from './unrelated-score.ts';
import type { EmbedRequest, WorkerMessage, WorkerOrder } from './worker-messages.ts';

/** The vectors of a text's tokens, by the name that the model's maker chose. */
interface ModelOutput {
  readonly last_hidden_state?: Tensor;
  readonly token_embeddings?: Tensor;
}

type EmbedText = (text: string) => Promise<Float32Array<ArrayBuffer>>;

interface OpenModel {
  readonly digests: ModelDigests;
  readonly embedText: EmbedText;
  readonly unrelatedScore: number | undefined;
}

const order: WorkerOrder = workerData;
const guard = new NativeGuard(order.guard);

const model = await openModel();
if (model) {
  const { embedText, digests, unrelatedScore } = model;
  parentPort?.on('message', (request: EmbedRequest) => void answer(request, embedText));
  tell({ kind: 'ready', digests, unrelatedScore });
}

async function openModel(): Promise<OpenModel | undefined> {
  try {
    const checked = await checkModel(order.folder, order.files);
    if (checked.kind === 'sound') {
      const embedText = await loadModel();
      const unrelatedScore = order.measure === 'unrelated-score' ? await measureUnrelatedScore(embedText) : undefined;
      return { digests: checked.digests, embedText, unrelatedScore };
    }
    tell(checked);
  } catch (error) {
    tell({ kind: 'load-failed', message: messageOf(error) });
  }
  return undefined;
}

async function measureUnrelatedScore(embedText: EmbedText): Promise<number> {
  const vectors = async (urgency: 'query' | 'passage', texts: readonly string[]): Promise<Float32Array[]> => {
    const embedded: Float32Array[] = [];
    for (const text of texts) embedded.push(await embedText(prepareText(order.preset, urgency, text)));
    return embedded;
  };
  return medianCosine(await vectors('query', UNRELATED.queries), await vectors('passage', UNRELATED.passages));
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
  const session = await guard.run(() =>
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
    const output = await guard.run<ModelOutput>(() => session(tokens));
    const states = output.last_hidden_state ?? output.token_embeddings;
    if (!states) throw new TypeError(`The model gives no vectors of tokens but ${Object.keys(output).join(', ')}.`);
    if (!(states.data instanceof Float32Array) || states.dims.at(-1) !== preset.dimensions) {
      throw new TypeError(
        `The model gave ${states.type} [${states.dims}], not vectors of ${preset.dimensions} float32.`,
      );
    }
    return poolTokens(states.data, preset.dimensions, preset.pooling);
  };
  // The first text pays for what is set up late, and shows whether the model is the one that the preset describes.
  await embed(prepareText(preset, 'query', 'a'));
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
