import type { Reach } from '../failpoints.ts';
import type { Clock } from '../ports/clock.ts';
import type { Embedder } from '../ports/embedder.ts';
import type { PatternIndex } from '../ports/pattern-index.ts';
import type { UnitOfWork } from '../ports/store.ts';
import type { Mutex } from './mutex.ts';

/** What the indexer works with. */
export interface IndexerOptions {
  readonly unitOfWork: UnitOfWork;
  readonly index: PatternIndex;
  readonly embedder: Embedder;
  readonly clock: Clock;
  /** Told of failures that nobody waits for; they are tried again. */
  readonly onError: (error: unknown, activity: string) => void;
  /** Told of each failpoint; for the tests that end the process there. Nothing when absent. */
  readonly reach?: Reach | undefined;
}

/** What the parts of the indexer share. */
export interface IndexingContext extends IndexerOptions {
  /** Held while rows are read and merged, so that an older state never overwrites a newer one. */
  readonly mutex: Mutex;
  /** Aborts when the core ends. */
  readonly signal: AbortSignal;
  readonly reach: Reach;
}
