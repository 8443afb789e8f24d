import { type Caller, readableBy } from '@tmws/domain';
import type { Engine } from '../engine.ts';
import type { EmbedderState, EmbeddingModel } from '../ports/embedder.ts';
import type { IndexState } from '../ports/pattern-index.ts';

/** How the service is. Counts are of what the caller may read. */
export interface Status {
  readonly patternCount: number;
  readonly skillCount: number;
  /** Patterns that are found by words and not by meaning yet. */
  readonly pendingEmbeddings: number;
  /** Patterns whose last change is not in the index at all yet. */
  readonly pendingWrites: number;
  readonly model: EmbeddingModel;
  readonly embedder: EmbedderState;
  readonly index: { readonly state: IndexState; readonly generation: number; readonly rows: number };
  readonly schemaVersion: number;
  /** One sentence for each thing that makes answers less than whole; empty where all is well. */
  readonly degradedReasons: readonly string[];
}

const reasonsOf = (embedder: EmbedderState, index: IndexState, incomplete: string | undefined): readonly string[] => [
  ...(embedder.kind === 'loading' ? ['The embedding model is loading; searches are by words until then.'] : []),
  ...(embedder.kind === 'unavailable' ? [embedder.reason] : []),
  ...(index.kind === 'ready' ? [] : [index.reason]),
  ...(incomplete === undefined ? [] : [incomplete]),
];

/** Tells how the service is. Never fails for a damaged index. */
export const getStatus = async (engine: Engine, caller: Caller): Promise<Status> => {
  const where = readableBy(caller);
  const [patternCount, skillCount, pendingMeaning, pendingWrites] = await engine.unitOfWork.read(
    async (store) =>
      [
        await store.patterns.count(where),
        await store.skills.countSkills(where),
        await store.outbox.countPending('meaning'),
        await store.outbox.countPending('words'),
      ] as const,
  );
  const state = engine.index.state();
  const rows = state.kind === 'damaged' ? 0 : await engine.index.count(where).catch(() => 0);
  const embedder = engine.embedder.state();
  return {
    patternCount,
    skillCount,
    pendingEmbeddings: pendingMeaning + pendingWrites,
    pendingWrites,
    model: engine.embedder.model,
    embedder,
    index: { state, generation: engine.index.generation(), rows },
    schemaVersion: engine.unitOfWork.schemaVersion(),
    degradedReasons: reasonsOf(embedder, state, engine.indexer.incomplete()),
  };
};
