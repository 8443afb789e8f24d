import { DomainError, is, not } from '@tmws/domain';
import { passThrough } from '../failpoints.ts';
import type { IndexSpec } from '../ports/pattern-index.ts';
import { createBackgroundLoop, pause } from './background-loop.ts';
import { readIndexBatch, readUnembeddedTexts, textDigest } from './index-batch.ts';
import { PREPARATION_VERSION } from './index-row.ts';
import type { IndexerOptions, IndexingContext } from './indexing-context.ts';
import { createMutex } from './mutex.ts';
import { type ReindexProgress, type RunningRebuild, startRebuild } from './rebuild-index.ts';
import { reconcileIndex } from './reconcile-index.ts';
import { createWaitingList, NOT_SEARCHABLE, type Searchable } from './waiting-list.ts';

/** Keeps the index equal to the rows: at once by words, as soon as the model allows by meaning, and after any crash. */
export interface Indexer {
  /** Opens the index; brings it up to date, or rebuilds it where it is missing or damaged, in the background. */
  start(): Promise<void>;
  /** Waits until the committed changes of these patterns are in the index by words. */
  settle(patternIds: readonly string[]): Promise<Searchable>;
  /** Rebuilds the index from the rows beside the served one, then serves it. A rebuild under way is joined. */
  reindex(onProgress: (progress: ReindexProgress) => void): Promise<ReindexProgress>;
  /** Asks for a rebuild after a search met damage. */
  noticeDamage(): void;
  /** Why the index, though it can be searched, lacks changes that are older than this core; undefined where it does not. */
  incomplete(): string | undefined;
  /** Waits until nothing is under way. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

interface Entry {
  readonly sequence: number;
  readonly patternId: string;
}

const WORDS_BATCH = 128;
const MEANING_BATCH = 64;
/** Up to so many texts are embedded before their rows are merged, so that a single write is found by meaning at once. */
const EMBED_AT_ONCE = 4;
/** So few texts are handed over together that a writer's own text never waits long behind an import's. */
const EMBED_TOGETHER = 4;
const RETRY_MILLISECONDS = 1_000;
const SETTLE_LIMIT_MILLISECONDS = 10_000;
/** The index is asked whether it wants maintenance after so many merges or rows, and each minute: small ones add up too. */
const MAINTAIN_AFTER_MERGES = 16;
const MAINTAIN_AFTER_ROWS = 512;
const MAINTAIN_EVERY_MILLISECONDS = 60_000;
/** The comparison at start is waited for so long: enough for all but the largest folders, where searches say that it runs. */
const COMPARE_BEFORE_SERVING_MILLISECONDS = 200;

const idsOf = (entries: readonly Entry[]): readonly string[] => [...new Set(entries.map((entry) => entry.patternId))];

/** Makes the indexer of one core. */
export const createIndexer = (options: IndexerOptions): Indexer => {
  const { unitOfWork, index, embedder } = options;
  const closing = new AbortController();
  const reach = options.reach ?? passThrough;
  const context: IndexingContext = { ...options, mutex: createMutex(), signal: closing.signal, reach };
  const spec: IndexSpec = {
    model: embedder.model.tag,
    dimensions: embedder.model.dimensions,
    preparation: PREPARATION_VERSION,
  };
  const waitingList = createWaitingList();
  let rebuilding: RunningRebuild | undefined;
  let sinceMaintenance = { merges: 0, rows: 0 };
  let lacking: string | undefined;

  const pending = (stage: 'words' | 'meaning', limit: number): Promise<readonly Entry[]> =>
    unitOfWork.read((store) => store.outbox.pending(stage, limit));

  /** Embeds what has no vector yet and keeps what succeeds. Throws the first failure afterwards. */
  const embed = async (entries: readonly Entry[]): Promise<void> => {
    const ids = idsOf(entries);
    const texts = await unitOfWork.read((store) => readUnembeddedTexts(store, ids, embedder.model));
    const results: PromiseSettledResult<Float32Array>[] = [];
    for (let from = 0; from < texts.length; from += EMBED_TOGETHER) {
      const some = texts.slice(from, from + EMBED_TOGETHER);
      results.push(...(await Promise.allSettled(some.map((text) => embedder.embedPassage(text, closing.signal)))));
    }
    const vectors = new Map(
      results.flatMap((result, index) =>
        result.status === 'fulfilled' ? [[textDigest(texts[index] ?? ''), result.value] as const] : [],
      ),
    );
    if (vectors.size > 0) {
      await unitOfWork.write((store) => store.vectors.save(embedder.model.tag, vectors));
      await reach('vectors-saved');
    }
    for (const result of results) if (result.status === 'rejected') throw result.reason;
  };

  const merge = (entries: readonly Entry[]): Promise<void> =>
    context.mutex.run(async () => {
      const ids = idsOf(entries);
      const batch = await unitOfWork.read((store) => readIndexBatch(store, ids, embedder.model));
      rebuilding?.noteChanges(ids);
      await reach('merge-begins');
      const served = index.state().kind === 'ready';
      if (served && batch.rows.length > 0) await index.upsert(batch.rows);
      if (served && batch.gone.length > 0) await index.remove(batch.gone);
      await reach('merge-written');
      const open = entries.filter((entry) => batch.unembedded.has(entry.patternId));
      const done = entries.filter((entry) => !batch.unembedded.has(entry.patternId));
      await unitOfWork.write(async (store) => {
        if (open.length > 0) await store.outbox.markWords(open.map((entry) => entry.sequence));
        if (done.length > 0) await store.outbox.complete(done.map((entry) => entry.sequence));
      });
      await reach('merge-marked');
      noteForMaintenance(ids.length);
      if (served) waitingList.report(ids, new Set(batch.unembedded.keys()));
    });

  const noteForMaintenance = (rows: number): void => {
    sinceMaintenance = { merges: sinceMaintenance.merges + 1, rows: sinceMaintenance.rows + rows };
    if (sinceMaintenance.merges < MAINTAIN_AFTER_MERGES && sinceMaintenance.rows < MAINTAIN_AFTER_ROWS) return;
    maintenance.kick();
  };

  const reportFailure = (activity: string) => (error: unknown) => {
    options.onError(error, activity);
    if (index.state().kind === 'damaged') noticeDamage();
  };

  const searchableNow = async (): Promise<Searchable> => {
    if (index.state().kind !== 'ready') return NOT_SEARCHABLE;
    return { byWords: true, byMeaning: (await pending('meaning', 1)).length === 0 };
  };

  // Beside the merges, never between them: it may take a minute, and nobody who writes should wait for it.
  const maintenance = createBackgroundLoop({
    run: async () => {
      if (index.state().kind !== 'ready') return;
      sinceMaintenance = { merges: 0, rows: 0 };
      await reach('maintenance-begins');
      // Not tried again at once: the next minute asks for it anyway.
      await index.maintain().catch(reportFailure('keeping the index in order'));
      await reach('maintenance-ended');
    },
    onError: reportFailure('keeping the index in order'),
    retryAfterMilliseconds: MAINTAIN_EVERY_MILLISECONDS,
    signal: closing.signal,
  });
  const maintenanceTimer = setInterval(maintenance.kick, MAINTAIN_EVERY_MILLISECONDS);
  maintenanceTimer.unref();

  const byMeaning = createBackgroundLoop({
    run: async () => {
      for (;;) {
        const waiting = await pending('meaning', 2 * MEANING_BATCH);
        if (waiting.length === 0) return;
        const entries = waiting.slice(0, MEANING_BATCH);
        await embedder.whenReady(closing.signal);
        // One text that the model refuses must not hold up the others.
        const failure = await embed(entries).then(
          () => undefined,
          (error: unknown) => ({ error }),
        );
        // The model works on while the index is written. What it refuses is told of when its own turn comes.
        await Promise.all([merge(entries), embed(waiting.slice(MEANING_BATCH)).catch(() => undefined)]);
        if (failure !== undefined) throw failure.error;
      }
    },
    onError: reportFailure('indexing by meaning'),
    retryAfterMilliseconds: RETRY_MILLISECONDS,
    signal: closing.signal,
  });

  const byWords = createBackgroundLoop({
    run: async () => {
      for (;;) {
        // Whoever waits before an empty answer was given has nothing pending any more.
        const waiters = waitingList.waiters();
        const entries = await pending('words', WORDS_BATCH);
        if (entries.length === 0) {
          if (waiters.length > 0) waitingList.resolve(waiters, await searchableNow());
          break;
        }
        if (entries.length <= EMBED_AT_ONCE && embedder.state().kind === 'ready') {
          await embed(entries).catch(reportFailure('embedding a new pattern'));
        }
        await merge(entries);
        byMeaning.kick();
      }
      byMeaning.kick();
    },
    onError: (error) => {
      waitingList.resolve(waitingList.waiters(), NOT_SEARCHABLE);
      reportFailure('indexing by words')(error);
    },
    retryAfterMilliseconds: RETRY_MILLISECONDS,
    signal: closing.signal,
  });

  const reindex = async (onProgress: (progress: ReindexProgress) => void): Promise<ReindexProgress> => {
    if (rebuilding !== undefined) return rebuilding.finished;
    rebuilding = startRebuild(context, spec, onProgress);
    try {
      return await rebuilding.finished;
    } finally {
      rebuilding = undefined;
      byWords.kick();
    }
  };

  const noticeDamage = (): void => {
    if (rebuilding !== undefined || closing.signal.aborted) return;
    reindex(() => undefined).catch((error: unknown) => options.onError(error, 'rebuilding the index'));
  };

  const comparison = createBackgroundLoop({
    run: async () => {
      lacking = 'The index is being compared with the rows; the latest changes may be missing.';
      await byWords.idle();
      // A rebuild brings everything in by itself.
      if (index.state().kind === 'ready') {
        await reconcileIndex(context, (patterns) => {
          lacking = `The index lacks changes of ${patterns} patterns; they are being brought in.`;
        });
      }
      lacking = undefined;
      byWords.kick();
      maintenance.kick();
    },
    onError: reportFailure('comparing the index with the rows'),
    retryAfterMilliseconds: RETRY_MILLISECONDS,
    signal: closing.signal,
  });

  return {
    start: async () => {
      const state = await index.open(spec);
      if (state.kind === 'ready') {
        byWords.kick();
        comparison.kick();
        await Promise.race([comparison.idle(), pause(COMPARE_BEFORE_SERVING_MILLISECONDS, closing.signal)]);
        return;
      }
      const rows = await unitOfWork.read((store) => store.patterns.count(not(is('isDeleted'))));
      // Nothing to rebuild from: the first index of an empty folder is made before the core serves.
      if (rows === 0) await reindex(() => undefined);
      else noticeDamage();
    },
    settle: async (patternIds) => {
      await reach('row-committed');
      if (index.state().kind !== 'ready') {
        byWords.kick();
        return NOT_SEARCHABLE;
      }
      const settled = waitingList.wait(patternIds, SETTLE_LIMIT_MILLISECONDS);
      byWords.kick();
      return settled;
    },
    reindex,
    noticeDamage,
    incomplete: () => lacking,
    idle: async () => {
      await comparison.idle();
      await rebuilding?.finished.catch(() => undefined);
      await byWords.idle();
      await byMeaning.idle();
      await maintenance.idle();
    },
    close: async () => {
      clearInterval(maintenanceTimer);
      closing.abort(new DomainError('CORE_DRAINING', 'The core is ending. Try again in a moment.'));
      waitingList.resolve(waitingList.waiters(), NOT_SEARCHABLE);
      await Promise.allSettled([
        comparison.idle(),
        byWords.idle(),
        byMeaning.idle(),
        maintenance.idle(),
        rebuilding?.finished,
      ]);
    },
  };
};
