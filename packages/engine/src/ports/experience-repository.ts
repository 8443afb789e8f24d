/** A short note on something done: what the specification calls a memory. */
export interface Experience {
  readonly id: string;
  /** What it is about, spelt like a category. */
  readonly area: string;
  readonly content: string;
  readonly tags: readonly string[];
  readonly agentId: string;
  readonly namespace: string;
  readonly createdAt: Date;
}

/** Notes. */
export interface ExperienceRepository {
  insert(experience: Experience): Promise<void>;
  count(namespaces: readonly string[]): Promise<number>;
}
