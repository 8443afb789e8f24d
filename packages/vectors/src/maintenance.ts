import { Index, type Table } from '@lancedb/lancedb';
import { COLUMNS } from './table-schema.ts';
import type { TaskQueue } from './task-queue.ts';
import { VECTOR_SPACES } from './vector-search.ts';

/** What keeping a table needs to know. */
export interface MaintenanceOptions {
  /** The queue of the table's writers. */
  readonly writes: TaskQueue;
  /** Above this many rows, an index of ids and, where so many have a vector, approximate search structures are built. */
  readonly indexAbove: number;
  /** Whether files that no version names may be removed: only where no other process writes. */
  readonly isSoleWriter: boolean;
  /** Told which indexes the table has, where they may have changed. */
  readonly onIndexes: (names: ReadonlySet<string>) => void;
}

/** Keeps a table fast. */
export interface Maintenance {
  /** Does what has become worth while; a few reads of statistics where nothing has. */
  run(): Promise<void>;
  /** Merges whatever was written and indexes its words, but builds no approximate index, which takes a minute or more. */
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

/** A merge rests for this many times as long as it took, so that steady writing does not keep it going for ever. */
const REST = 4;

/** Tries of a merge that let writers go first. */
const TRIES_BESIDE_WRITES = 2;

/** Versions of the table this old have no reader any more, and files this old no writer. In milliseconds. */
const KEEP_VERSIONS = QUIET_TIME;

const WORDS_INDEX = `${COLUMNS.words}_idx`;
const ID_INDEX = `${COLUMNS.id}_idx`;

/** The names of the indexes that a table has. */
export async function indexNames(table: Table): Promise<ReadonlySet<string>> {
  return new Set((await table.listIndices()).map(({ name }) => name));
}

/** Creates the maintenance of one table. */
export function createMaintenance(table: Table, options: MaintenanceOptions): Maintenance {
  let cleanVersion: number | undefined;
  let seen = { version: 0, since: 0 };
  let restUntil = 0;
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
    if (Date.now() < restUntil) return false;
    const { numRows, fragmentStats } = await table.stats();
    if (fragmentStats.numFragments >= Math.max(LEAST_PIECES, numRows / ROWS_A_PIECE)) return true;
    const words = await table.indexStats(WORDS_INDEX);
    return (words?.numUnindexedRows ?? 0) >= Math.max(LEAST_UNINDEXED_ROWS, numRows * UNINDEXED_SHARE);
  };

  /** In a large table a merge would read every id to find the rows that it replaces. */
  const buildIdIndex = async (): Promise<void> => {
    if (!(await indexNames(table)).has(ID_INDEX)) await table.createIndex(COLUMNS.id, { config: Index.btree() });
  };

  const buildVectorIndexes = async (): Promise<void> => {
    const names = await indexNames(table);
    for (const { column, indexName, distanceType } of Object.values(VECTOR_SPACES)) {
      if (names.has(indexName) || (await table.countRows(`${column} IS NOT NULL`)) <= options.indexAbove) continue;
      await table.createIndex(column, { config: Index.hnswSq({ distanceType }) });
    }
    options.onIndexes(await indexNames(table));
  };

  /**
   * A merge gives up where a write commits meanwhile, never the write. The last try keeps the writers waiting, but only
   * where that is a matter of a second or two: with an approximate index it can be a minute.
   */
  const optimizeBesideWrites = async (): Promise<void> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await optimize();
      } catch (error) {
        if (attempt < TRIES_BESIDE_WRITES) continue;
        const names = await indexNames(table);
        if (Object.values(VECTOR_SPACES).some(({ indexName }) => names.has(indexName))) throw error;
        return options.writes.run(optimize);
      }
    }
  };

  const merge = async (): Promise<void> => {
    const wasQuiet = isQuiet();
    const start = Date.now();
    try {
      await optimizeBesideWrites();
    } finally {
      restUntil = Date.now() + REST * (Date.now() - start);
    }
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
        if ((await table.stats()).numRows <= options.indexAbove) return;
        await buildIdIndex();
        await buildVectorIndexes();
      }),
    runNow: async () => {
      await running?.catch(() => undefined);
      await exclusively(merge);
    },
  };
}
