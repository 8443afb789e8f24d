import type { Embedder, EmbedderState, EmbeddingModel } from '@tmws/engine';
import { type EmbeddingJob, EmbeddingQueue } from './embedding-queue.ts';
import { type EndpointAddress, EndpointClient, type RequestEffort } from './endpoint-client.ts';
import { EndpointError } from './endpoint-error.ts';
import {
  type EndpointFacts,
  endpointMemory,
  endpointModel,
  recallEndpoint,
  rememberEndpoint,
} from './endpoint-knowledge.ts';
import { MEANWHILE } from './outage-reason.ts';
import { prepareText } from './prepare-text.ts';
import { notEmbedded, Readiness } from './readiness.ts';
import { medianCosine, UNRELATED } from './unrelated-score.ts';

/** What an {@link EndpointEmbedder} works with. */
export interface EndpointEmbedderOptions {
  readonly endpoint: EndpointAddress;
  /** Folder of the file that keeps what is learnt of the model; undefined: every run learns it anew. */
  readonly memoryDir: string | undefined;
  /** The first wait before an endpoint that fails is asked again; later ones grow. */
  readonly recheckMilliseconds: number;
  /** How long the length of the vectors is waited for where no earlier run learnt it. */
  readonly startWaitMilliseconds: number;
  readonly efforts?: Efforts;
}

/** How hard each kind of request is tried. */
export type Efforts = Readonly<Record<EmbeddingJob['urgency'] | 'probe', RequestEffort>>;

/** A search that waits had better answer by words; a pattern that waits has time. */
const EFFORTS: Efforts = {
  query: { timeoutMilliseconds: 5_000, attempts: 2 },
  passage: { timeoutMilliseconds: 30_000, attempts: 4 },
  probe: { timeoutMilliseconds: 30_000, attempts: 1 },
};

/** Requests under way at a time, and texts in each: small, so that none takes long and a bad text spoils few. */
const LANES = { query: { requests: 4, texts: 1 }, passage: { requests: 1, texts: 16 } } as const;

/** What endpoints take differs. A text that one refuses is halved until it is as short as this. */
const PREPARATION = { queryPrefix: '', passagePrefix: '', maximumTokens: 512 } as const;
const SHORTEST_TEXT = 500;

const FIRST_PROBE_WAIT_MILLISECONDS = 250;
const MOST_BACKOFF = 8;

/** An embedder whose model is behind an OpenAI-compatible endpoint. It notices outages and their end by itself. */
export class EndpointEmbedder implements Embedder {
  readonly #options: EndpointEmbedderOptions;
  readonly #client: EndpointClient;
  readonly #efforts: Efforts;
  readonly #memory: string | undefined;
  readonly #queue = new EmbeddingQueue();
  readonly #readiness: Readiness;
  readonly #identified = Promise.withResolvers<void>();
  readonly #closing = new AbortController();
  readonly #underWay = new Set<Promise<void>>();
  readonly #requests = { query: 0, passage: 0 };
  #model: EmbeddingModel;
  /** Whether the model's vectors have the length that the rest of the product works with. */
  #isKnown: boolean;
  /** Whether that length can still become another one. */
  #isOpen: boolean;
  #timer: NodeJS.Timeout | undefined;
  readonly #startTimer: NodeJS.Timeout | undefined;
  #backoff = 1;
  #lastId = 0;

  /** Throws DomainError INVALID_FIELD for an address or a key that no request can be made with. */
  constructor(options: EndpointEmbedderOptions) {
    const { endpoint, memoryDir, startWaitMilliseconds } = options;
    this.#options = options;
    this.#efforts = options.efforts ?? EFFORTS;
    this.#client = new EndpointClient(endpoint);
    this.#memory = endpointMemory(memoryDir, { shownUrl: this.#client.shownUrl, model: endpoint.model });
    this.#readiness = new Readiness(endpoint.model, () => this.#holdProcess());
    const facts = recallEndpoint(this.#memory);
    this.#model = endpointModel(endpoint.model, facts);
    this.#isKnown = facts !== undefined;
    this.#isOpen = facts === undefined;
    if (facts) this.#identified.resolve();
    else this.#startTimer = setTimeout(() => this.#settleModel(), startWaitMilliseconds);
    this.#track(this.#probe());
  }

  get model(): EmbeddingModel {
    return this.#model;
  }

  /** Resolves when the model's tag and dimensions are those of this run. Never rejects. */
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
    this.#readiness.close();
    this.#settleModel();
    clearTimeout(this.#timer);
    this.#closing.abort(this.#readiness.refusal());
    this.#refuseWaiting();
    await Promise.all(this.#underWay);
  }

  async #embed(urgency: EmbeddingJob['urgency'], text: string, signal?: AbortSignal): Promise<Float32Array> {
    signal?.throwIfAborted();
    if (this.state().kind !== 'ready') throw this.#readiness.refusal();
    const { promise, resolve, reject } = Promise.withResolvers<Float32Array>();
    this.#lastId += 1;
    // Some endpoints refuse a text without anything in it.
    const prepared = prepareText(PREPARATION, urgency, text) || ' ';
    const job: EmbeddingJob = { id: this.#lastId, text: prepared, urgency, resolve, reject };
    const abort = (): void => {
      this.#queue.remove(job);
      reject(signal?.reason);
    };
    signal?.addEventListener('abort', abort, { once: true });
    this.#queue.add(job);
    // Texts that are asked for in the same turn share a request.
    queueMicrotask(() => this.#sendWaiting());
    try {
      return await promise;
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }

  #sendWaiting(): void {
    for (const urgency of ['query', 'passage'] as const) {
      const lane = LANES[urgency];
      while (this.#requests[urgency] < lane.requests) {
        const jobs = this.#take(urgency, lane.texts);
        if (jobs.length === 0) break;
        this.#requests[urgency] += 1;
        const sent = this.#send(jobs, this.#efforts[urgency]).finally(() => {
          this.#requests[urgency] -= 1;
          this.#sendWaiting();
        });
        this.#track(sent);
      }
    }
  }

  #take(urgency: EmbeddingJob['urgency'], most: number): readonly EmbeddingJob[] {
    const jobs: EmbeddingJob[] = [];
    while (jobs.length < most) {
      const job = this.#queue.next(urgency);
      if (!job) break;
      jobs.push(job);
    }
    return jobs;
  }

  /** Answers each of these in one way or the other; never rejects. */
  async #send(jobs: readonly EmbeddingJob[], effort: RequestEffort): Promise<void> {
    try {
      const texts = jobs.map((job) => job.text);
      const vectors = await this.#request(texts, effort);
      this.#backoff = 1;
      for (const [index, job] of jobs.entries()) job.resolve(vectors[index] ?? new Float32Array());
    } catch (error) {
      if (error instanceof EndpointError && error.fault.kind === 'texts') await this.#sendSmaller(jobs, effort, error);
      else {
        this.#goDown(error);
        for (const job of jobs) job.reject(this.#readiness.refusal());
      }
    }
  }

  /** After texts were refused: each for itself, then shorter. */
  async #sendSmaller(jobs: readonly EmbeddingJob[], effort: RequestEffort, error: EndpointError): Promise<void> {
    for (const job of jobs) {
      const half = job.text.slice(0, job.text.length / 2).toWellFormed();
      if (jobs.length > 1) await this.#send([job], effort);
      else if (half.length >= SHORTEST_TEXT) await this.#send([{ ...job, text: half }], effort);
      else job.reject(notEmbedded(error.message));
    }
  }

  async #request(texts: readonly string[], effort: RequestEffort): Promise<readonly Float32Array[]> {
    const vectors = await this.#client.embed(texts, effort, this.#closing.signal);
    const length = vectors[0]?.length ?? 0;
    if (!this.#isKnown || length === this.#model.dimensions) return vectors;
    const forget = this.#memory === undefined ? '' : `delete ${this.#memory} and `;
    throw new EndpointError({
      kind: 'answer',
      problem: `It gave vectors of ${length} numbers, where this model's have ${this.#model.dimensions}. If the model was replaced on purpose, ${forget}start the core again.`,
    });
  }

  /** Asks whether the endpoint is well, and the first time what its vectors are like. */
  async #probe(): Promise<void> {
    this.#timer = undefined;
    const { queries, passages } = UNRELATED;
    try {
      const texts = this.#isKnown ? [queries[0]] : [...queries, ...passages];
      const vectors = await this.#request(texts, this.#efforts.probe);
      if (!this.#isKnown) {
        const unrelatedScore = medianCosine(vectors.slice(0, queries.length), vectors.slice(queries.length));
        this.#learn({ dimensions: vectors[0]?.length ?? 0, unrelatedScore });
      }
      if (this.#isKnown) this.#readiness.set({ kind: 'ready' });
    } catch (error) {
      this.#goDown(error);
    }
  }

  #learn(facts: EndpointFacts): void {
    const { model } = this.#options.endpoint;
    rememberEndpoint(this.#memory, model, facts);
    if (this.#isOpen) {
      this.#isKnown = true;
      this.#model = endpointModel(model, facts);
      this.#settleModel();
    } else {
      // The index was opened without knowing how long these vectors are.
      const reason = `It has come back, with vectors of ${facts.dimensions} numbers. Start the core again once, so that the index is made for them.`;
      this.#readiness.set({ kind: 'unavailable', reason: this.#reason(reason) });
    }
  }

  /** From here on the model is what it is: the index is made for it. */
  #settleModel(): void {
    clearTimeout(this.#startTimer);
    this.#isOpen = false;
    this.#identified.resolve();
  }

  #goDown(error: unknown): void {
    // Several requests may fail at once.
    if (this.#readiness.isClosed || this.#timer) return;
    const isStarting =
      this.#isOpen && error instanceof EndpointError && (error.isPassing || error.fault.kind === 'slow');
    if (!isStarting) {
      this.#settleModel();
      const message = error instanceof EndpointError ? error.message : 'The request failed.';
      this.#readiness.set({ kind: 'unavailable', reason: this.#reason(message) });
      this.#refuseWaiting();
    }
    const wait = isStarting ? FIRST_PROBE_WAIT_MILLISECONDS : this.#options.recheckMilliseconds * this.#backoff;
    if (!isStarting) this.#backoff = Math.min(this.#backoff * 2, MOST_BACKOFF);
    this.#timer = setTimeout(() => this.#track(this.#probe()), wait);
    this.#holdProcess();
  }

  #reason(message: string): string {
    return `The embedding endpoint ${this.#client.shownUrl} gives no vectors of ${this.#model.name}. ${message} ${MEANWHILE}`;
  }

  #refuseWaiting(): void {
    for (const job of this.#queue.drain()) job.reject(this.#readiness.refusal());
  }

  #track(work: Promise<void>): void {
    const tracked = work.finally(() => this.#underWay.delete(tracked));
    this.#underWay.add(tracked);
  }

  /** Waiting for an endpoint to come back keeps no process alive unless somebody waits with it. */
  #holdProcess(): void {
    if (this.#readiness.isAwaited || this.#isOpen) this.#timer?.ref();
    else this.#timer?.unref();
  }
}
