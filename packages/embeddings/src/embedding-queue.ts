/** A text that waits to be embedded, and how to answer the one who asked. */
export interface EmbeddingJob {
  readonly id: number;
  readonly text: string;
  readonly urgency: 'query' | 'passage';
  readonly resolve: (vector: Float32Array) => void;
  readonly reject: (reason: unknown) => void;
}

/** Texts that wait: requests before passages, each in the order in which they came. Adding and removing are O(1). */
export class EmbeddingQueue {
  readonly #queries = new Map<number, EmbeddingJob>();
  readonly #passages = new Map<number, EmbeddingJob>();

  /** How many wait. */
  get size(): number {
    return this.#queries.size + this.#passages.size;
  }

  add(job: EmbeddingJob): void {
    this.#waiting(job.urgency).set(job.id, job);
  }

  /** Takes out the one whose turn it is: of all, or of those of one kind. */
  next(urgency: EmbeddingJob['urgency'] = this.#queries.size > 0 ? 'query' : 'passage'): EmbeddingJob | undefined {
    const [job] = this.#waiting(urgency).values();
    if (job) this.remove(job);
    return job;
  }

  /** Takes this one out; nothing happens where it does not wait any more. */
  remove(job: EmbeddingJob): void {
    this.#waiting(job.urgency).delete(job.id);
  }

  /** Takes all out. */
  drain(): readonly EmbeddingJob[] {
    const jobs = [...this.#queries.values(), ...this.#passages.values()];
    this.#queries.clear();
    this.#passages.clear();
    return jobs;
  }

  #waiting(urgency: EmbeddingJob['urgency']): Map<number, EmbeddingJob> {
    return urgency === 'query' ? this.#queries : this.#passages;
  }
}
