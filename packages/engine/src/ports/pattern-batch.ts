import type { Pattern } from '@tmws/domain';

/** New patterns by the hundred. */
export interface PatternBatch {
  /** Those of the names that an undeleted pattern of the owner has in the namespace. */
  takenNames(key: {
    readonly namespace: string;
    readonly agentId: string;
    readonly patternNames: readonly string[];
  }): Promise<ReadonlySet<string>>;
  /** Stores new patterns, the head's mark too, and the first revision of each. Their names and ids are free. */
  insertMany(patterns: readonly Pattern[]): Promise<void>;
}
