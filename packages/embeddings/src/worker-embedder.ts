import type { Worker } from 'node:worker_threads';
import type { Embedder, EmbedderState, EmbeddingModel } from '@tmws/engine';
import { modelFilesSignature } from './check-model.ts';
import { type EmbeddingJob, EmbeddingQueue } from './embedding-queue.ts';
import { bundledFolder, locateModel } from './locate-model.ts';
import type { ModelPreset } from './model-preset.ts';
import { NativeGuard } from './native-guard.ts';
import { failureReason, faultReason } from './outage-reason.ts';
import { prepareText } from './prepare-text.ts';
import { PresetKnowledge } from './preset-knowledge.ts';
import { presetModel } from './preset-model.ts';
import { readLanguageNeutral } from './read-language-neutral.ts';
import { notEmbedded, Readiness } from './readiness.ts';
import type { WorkerMessage, WorkerOrder } from './worker-messages.ts';

/** What a {@link WorkerEmbedder} works with. */
export interface WorkerEmbedderOptions {
  readonly preset: ModelPreset;
  /** Folders that may hold a folder of the preset's name, in the order in which they are looked into. */
  readonly modelDirs: readonly string[];
  /** The file that keeps what is learnt of the model; undefined: every run learns it anew. */
  readonly memory: string | undefined;
  /** Starts the thread that loads a model and runs native code under this guard. */
  readonly startWorker: (order: Omit<WorkerOrder, 'threads'>) => Worker;
  /** How often missing or damaged files are looked at again, and the first wait after a crash. */
  readonly recheckMilliseconds: number;
  /** How long files that no earlier run has seen are waited for before `identified` resolves without them. */
  readonly startWaitMilliseconds: number;
}

const MOST_BACKOFF = 32;
const LONGEST_EXIT_WAIT_MILLISECONDS = 5_000;

/** An embedder whose model lives in a worker thread that is started again whenever it can be. */
export class WorkerEmbedder implements Embedder {
  readonly #options: WorkerEmbedderOptions;
  readonly #knowledge: PresetKnowledge;
  readonly #queue = new EmbeddingQueue();
  readonly #readiness: Readiness;
  readonly #identified = Promise.withResolvers<void>();
  #model: EmbeddingModel;
  #worker: Worker | undefined;
  #guard = new NativeGuard();
  #inFlight: EmbeddingJob | undefined;
  #timer: NodeJS.Timeout | undefined;
  #startTimer: NodeJS.Timeout | undefined;
  #backoff = 1;
  #lastId = 0;
  /** A process that ends without closing, as after an uncaught error, ends its threads too. */
  readonly #closeGuardAtExit = (): void => this.#guard.closeBlocking(LONGEST_EXIT_WAIT_MILLISECONDS);

  constructor(options: WorkerEmbedderOptions) {
    this.#options = options;
    const { preset, memory } = options;
    this.#knowledge = new PresetKnowledge(preset, memory);
    this.#readiness = new Readiness(preset.name, () => this.#holdProcess());
    this.#model = presetModel(preset, { ...this.#known(), languageNeutral: undefined });
    if (this.#knowledge.digests) this.#identified.resolve();
    else this.#startTimer = setTimeout(() => this.#identify(), options.startWaitMilliseconds);
    process.on('exit', this.#closeGuardAtExit);
    this.#start();
  }

  get model(): EmbeddingModel {
    return this.#model;
  }

  /**
   * Resolves when the model's tag is the one of its files, when these turned out not to be there, or when the wait for
   * them was long enough. Never rejects.
   */
  get identified(): Promise<void> {
    return this.#identified.promise;
  }

  state(): EmbedderState {
    return this.#readiness.state;
  }

  whenReady(signal: AbortSignal): Promise<void> {
    return this.#readiness.whenReady(signal);
  }

  embedQuery(text: string, signal?: AbortSignal): Promise<Float32Array> {
    return this.#embed('query', text, signal);
  }

  embedPassage(text: string, signal?: AbortSignal): Promise<Float32Array> {
    return this.#embed('passage', text, signal);
  }

  async close(): Promise<void> {
    process.off('exit', this.#closeGuardAtExit);
    this.#readiness.close();
    this.#identify();
    await this.#stop();
  }

  async #embed(urgency: EmbeddingJob['urgency'], text: string, signal?: AbortSignal): Promise<Float32Array> {
    signal?.throwIfAborted();
    if (this.state().kind !== 'ready') throw this.#readiness.refusal();
    const { promise, resolve, reject } = Promise.withResolvers<Float32Array>();
    this.#lastId += 1;
    const prepared = prepareText(this.#options.preset, urgency, text);
    const job: EmbeddingJob = { id: this.#lastId, text: prepared, urgency, resolve, reject };
    const abort = (): void => {
      this.#queue.remove(job);
      reject(signal?.reason);
    };
    signal?.addEventListener('abort', abort, { once: true });
    this.#queue.add(job);
    this.#sendNext();
    try {
      return await promise;
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }

  /** One text at a time: the next is chosen when the last is done, so that a request overtakes waiting passages. */
  #sendNext(): void {
    if (!this.#inFlight && this.#worker && this.state().kind === 'ready') {
      this.#inFlight = this.#queue.next();
      if (this.#inFlight) this.#worker.postMessage({ id: this.#inFlight.id, text: this.#inFlight.text });
    }
    this.#holdProcess();
  }

  #start(): void {
    const { preset, modelDirs, startWorker } = this.#options;
    const folder = locateModel(preset, modelDirs);
    this.#readLanguageNeutral(folder);
    // Taken before the worker reads the files, so that a change while it reads is not missed.
    const signature = modelFilesSignature(folder, preset.files);
    this.#guard = new NativeGuard();
    const worker = startWorker({
      folder,
      preset,
      files: this.#knowledge.files,
      measure: this.#knowledge.unrelatedScore === undefined ? 'unrelated-score' : 'nothing',
      guard: this.#guard.memory,
    });
    this.#worker = worker;
    const ifCurrent =
      <T>(handle: (value: T) => void): ((value: T) => void) =>
      (value) => {
        if (worker === this.#worker) handle(value);
      };
    worker.on(
      'message',
      ifCurrent((message: WorkerMessage) => this.#receive(message, folder, signature)),
    );
    worker.on(
      'error',
      ifCurrent((error: Error) => this.#lose(error.message)),
    );
    worker.on(
      'exit',
      ifCurrent((code: number) => this.#lose(`Its thread ended with code ${code}.`)),
    );
    this.#holdProcess();
  }

  #receive(message: WorkerMessage, folder: string, signature: Promise<string>): void {
    const { preset, memory } = this.#options;
    switch (message.kind) {
      case 'ready':
        if (this.#knowledge.learn(message.digests, message.unrelatedScore)) {
          this.#model = presetModel(preset, { ...this.#known(), languageNeutral: this.#model.languageNeutral });
        }
        this.#identify();
        this.#readiness.set({ kind: 'ready' });
        break;
      case 'fault':
        this.#goDown(faultReason({ preset, folder, memory }, message.fault));
        this.#startWhenChanged(signature);
        break;
      case 'load-failed':
        this.#startLater(message.message);
        break;
      case 'vector':
        // Only work that was done shows that a restart has helped.
        this.#backoff = 1;
        this.#settle(message.id, (job) => job.resolve(message.vector));
        break;
      case 'embed-failed':
        this.#settle(message.id, (job) => job.reject(notEmbedded(message.message)));
        break;
      default:
        message satisfies never;
    }
  }

  #settle(id: number, answer: (job: EmbeddingJob) => void): void {
    const job = this.#inFlight;
    if (job?.id !== id) return;
    this.#inFlight = undefined;
    answer(job);
    this.#sendNext();
  }

  #goDown(reason: string): void {
    this.#readiness.set({ kind: 'unavailable', reason });
    this.#identify();
    void this.#stop();
  }

  /** The thread is gone, perhaps from within native code: nobody will open its guard again. */
  #lose(message: string): void {
    this.#worker = undefined;
    this.#guard = new NativeGuard();
    this.#startLater(message);
  }

  /** After a crash: the cause is unknown, so waits grow. */
  #startLater(message: string): void {
    this.#goDown(failureReason(this.#model.name, message));
    this.#schedule(this.#options.recheckMilliseconds * this.#backoff, () => this.#start());
    this.#backoff = Math.min(this.#backoff * 2, MOST_BACKOFF);
  }

  /** After a fault of the files: hashing them again is dear, so only their dates and sizes are watched. */
  #startWhenChanged(before: Promise<string>): void {
    this.#schedule(this.#options.recheckMilliseconds, async () => {
      const { preset, modelDirs } = this.#options;
      const now = await modelFilesSignature(locateModel(preset, modelDirs), preset.files);
      if (this.#readiness.isClosed) return;
      if (now === (await before)) this.#startWhenChanged(before);
      else this.#start();
    });
  }

  #schedule(milliseconds: number, run: () => void): void {
    if (this.#readiness.isClosed) return;
    this.#timer = setTimeout(run, milliseconds).unref();
  }

  /** Ends the worker and answers every text that waits. */
  async #stop(): Promise<void> {
    clearTimeout(this.#timer);
    const worker = this.#worker;
    const guard = this.#guard;
    this.#worker = undefined;
    const jobs = [this.#inFlight, ...this.#queue.drain()];
    this.#inFlight = undefined;
    for (const job of jobs) job?.reject(this.#readiness.refusal());
    if (!worker) return;
    // The thread must live until the guard is closed, and the process with it.
    worker.ref();
    await guard.close();
    await worker.terminate();
  }

  #identify(): void {
    clearTimeout(this.#startTimer);
    this.#identified.resolve();
  }

  /** An idle worker keeps no process alive; one that somebody waits for does. */
  #holdProcess(): void {
    if (this.#inFlight || this.#readiness.isAwaited) this.#worker?.ref();
    else this.#worker?.unref();
  }

  /** Read at once and not in the worker, because vectors of earlier days are indexed while the model is away. */
  #readLanguageNeutral(folder: string): void {
    if (this.#model.languageNeutral) return;
    const { preset } = this.#options;
    const languageNeutral = readLanguageNeutral(preset, [folder, bundledFolder(preset) ?? folder]);
    if (languageNeutral) this.#model = { ...this.#model, languageNeutral };
  }

  #known(): Pick<PresetKnowledge, 'digests' | 'unrelatedScore'> {
    const { digests, unrelatedScore } = this.#knowledge;
    return { digests, unrelatedScore };
  }
}
