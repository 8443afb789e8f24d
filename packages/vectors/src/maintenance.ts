import { Index, type Table } from '@lancedb/lancedb';
import { COLUMNS } from './table-schema.ts';
import type { TaskQueue } from './task-queue.ts';
import { VECTOR_SPACES } from './vector-search.ts';

/** What keeping a table needs to know. */
export interface MaintenanceOptions {
  /** The queue of the table's writers. */
  readonly writes: TaskQueue;
  /** Above this many rows with a vector, approximate search structures are built. */
  readonly indexAbove: number;
  /** Whether files that no version names may be removed: only where no other process writes. */
  readonly isSoleWriter: boolean;
}

/** Keeps a table fast. */
export interface Maintenance {
  /** Does what has become worth while; a few reads of statistics where nothing has. */
  run(): Promise<void>;
  /** Merges and indexes whatever was written. */
  runNow(): Promise<void>;
}

/** Every piece costs each search about 0.1 ms; merging rewrites the table. */
const LEAST_PIECES = 32;
const ROWS_A_PIECE = 1_000;

/** A row that the index by words lacks is read by each search. */
const LEAST_UNINDEXED_ROWS = 500;
const UNINDEXED_SHARE = 0.005;

/** After this long without a write even a little is worth merging, once, and the files of earlier versions go. In milliseconds. */
const QUIET_TIME = 5 * 60_000;

/** Versions of the table this old have no reader any more, and files this old no writer. In milliseconds. */
const KEEP_VERSIONS = QUIET_TIME;

const WORDS_INDEX = `${COLUMNS.words}_idx`;

/** Creates the maintenance of one table. */
export function createMaintenance(table: Table, options: MaintenanceOptions): Maintenance {
  let cleanVersion: number | undefined;
  let seen = { version: 0, since: 0 };
  let running: Promise<void> | undefined;

  const optimize = async (): Promise<void> => {
    await table.optimize({
      cleanupOlderThan: new Date(Date.now() - KEEP_VERSIONS),
      deleteUnverified: options.isSoleWriter,
    });
  };

  const isQuiet = (): boolean => Date.now() - seen.since >= QUIET_TIME;

  const isWorthwhile = async (): Promise<boolean> => {
    const version = await table.version();
    if (version === cleanVersion) return false;
    if (version !== seen.version) seen = { version, since: Date.now() };
    if (isQuiet()) return true;
    const { numRows, fragmentStats } = await table.stats();
    if (fragmentStats.numFragments >= Math.max(LEAST_PIECES, numRows / ROWS_A_PIECE)) return true;
    const words = await table.indexStats(WORDS_INDEX);
    return (words?.numUnindexedRows ?? 0) >= Math.max(LEAST_UNINDEXED_ROWS, numRows * UNINDEXED_SHARE);
  };

  const buildVectorIndexes = async (): Promise<void> => {
    for (const { column, indexName, distanceType } of Object.values(VECTOR_SPACES)) {
      if ((await table.indexStats(indexName)) !== undefined) continue;
      if ((await table.countRows(`${column} IS NOT NULL`)) <= options.indexAbove) continue;
      await table.createIndex(column, { config: Index.hnswSq({ distanceType }) });
    }
  };

  const merge = async (): Promise<void> => {
    const wasQuiet = isQuiet();
    try {
      await optimize();
    } catch {
      // A write that commits meanwhile makes the merge give up: a second try keeps the writers waiting instead.
      await options.writes.run(optimize);
    }
    await buildVectorIndexes();
    if (wasQuiet) cleanVersion = await table.version();
  };

  const exclusively = (work: () => Promise<void>): Promise<void> => {
    running ??= work().finally(() => {
      running = undefined;
    });
    return running;
  };

  return {
    run: () =>
      exclusively(async () => {
        if (await isWorthwhile()) await merge();
      }),
    runNow: async () => {
      await running?.catch(() => undefined);
      await exclusively(merge);
    },
  };
}
