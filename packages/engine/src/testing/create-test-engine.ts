import type { Pattern } from '@tmws/domain';
import type { Engine } from '../engine.ts';
import { createIndexer } from '../indexing/indexer.ts';
import { createDemandLog } from '../search/demand-log.ts';
import { FLAT_WORD_TABLE } from './flat-word-table.ts';
import { createManualClock, type ManualClock } from './manual-clock.ts';
import { createMemoryPatternIndex, type MemoryPatternIndex } from './memory-pattern-index.ts';
import { createMemoryUnitOfWork, type MemoryUnitOfWork } from './memory-unit-of-work.ts';
import { createPassThroughSkillParser } from './pass-through-skill-parser.ts';
import { createStubEmbedder, type StubEmbedder } from './stub-embedder.ts';

/** An engine on fakes, which a test can look into. */
export interface TestEngine extends Engine {
  readonly unitOfWork: MemoryUnitOfWork;
  readonly index: MemoryPatternIndex;
  readonly embedder: StubEmbedder;
  readonly clock: ManualClock;
  /** Failures that nobody waited for. */
  readonly errors: readonly unknown[];
}

/** UUIDs that count up, the same in each run. */
const createIds = (): (() => string) => {
  let last = 0;
  return () => {
    last += 1;
    return `00000000-0000-7000-8000-${last.toString().padStart(12, '0')}`;
  };
};

/** What a test brings itself. */
export interface TestEngineParts extends Partial<Pick<TestEngine, 'embedder' | 'unitOfWork' | 'index'>> {
  /** Stored, and indexed by words, and by meaning where the embedder is ready. */
  readonly patterns?: readonly Pattern[];
}

/** An engine on fakes at 2026-01-01, its index open and its indexer started. Close its `indexer` after use. */
export const createTestEngine = async (parts: TestEngineParts = {}): Promise<TestEngine> => {
  const errors: unknown[] = [];
  const unitOfWork = parts.unitOfWork ?? createMemoryUnitOfWork();
  const index = parts.index ?? createMemoryPatternIndex();
  const embedder = parts.embedder ?? createStubEmbedder();
  const clock = createManualClock(new Date('2026-01-01T00:00:00Z'));
  const newId = createIds();
  const indexer = createIndexer({ unitOfWork, index, embedder, clock, onError: (error) => errors.push(error) });
  await indexer.start();
  const { patterns = [] } = parts;
  if (patterns.length > 0) {
    const ids = patterns.map(({ id }) => id);
    await unitOfWork.write(async (store) => {
      for (const pattern of patterns) await store.patterns.insert(pattern);
      await store.outbox.add(ids, clock.now());
    });
    await indexer.settle(ids);
    if (embedder.state().kind === 'ready') await indexer.idle();
  }
  return {
    unitOfWork,
    index,
    indexer,
    embedder,
    skillParser: createPassThroughSkillParser(),
    demandLog: createDemandLog({ unitOfWork, clock, newId, mode: 'on', onError: (error) => errors.push(error) }),
    clock,
    wordTable: FLAT_WORD_TABLE,
    newId,
    errors,
  };
};
