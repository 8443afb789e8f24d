import type { WordTable } from '@tmws/domain';
import type { Indexer } from './indexing/indexer.ts';
import type { Clock } from './ports/clock.ts';
import type { Embedder } from './ports/embedder.ts';
import type { PatternIndex } from './ports/pattern-index.ts';
import type { SkillParser } from './ports/skill-parser.ts';
import type { UnitOfWork } from './ports/store.ts';
import type { DemandLog } from './search/demand-log.ts';

/** Everything that a use case works with. The core makes one at start. */
export interface Engine {
  readonly unitOfWork: UnitOfWork;
  readonly index: PatternIndex;
  readonly indexer: Indexer;
  readonly embedder: Embedder;
  readonly skillParser: SkillParser;
  readonly demandLog: DemandLog;
  readonly clock: Clock;
  readonly wordTable: WordTable;
  /** A new UUID that sorts by time. */
  readonly newId: () => string;
}
