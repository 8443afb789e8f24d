import { type Connection, Index, MatchQuery, Operator, type Table } from '@lancedb/lancedb';
import type { IndexCandidate, IndexRow, IndexSpec, MeaningQuery, WordsQuery } from '@tmws/engine';
import { compareText } from './compare-text.ts';
import { EVERY_ROW, idFilter, NO_ROW, toFilter } from './condition-filter.ts';
import { tableName } from './generation-record.ts';
import { createLateFilter } from './late-filter.ts';
import { createLeases } from './leases.ts';
import { createMaintenance, indexNames } from './maintenance.ts';
import {
  candidateColumns,
  fromSearchResult,
  fromStampBatch,
  type RowStamp,
  STAMP_COLUMNS,
  toArrowTable,
  wrongDimensions,
} from './row-mapper.ts';
import { COLUMNS, sameSpec, specOf, tableSchema } from './table-schema.ts';
import { createTaskQueue } from './task-queue.ts';
import { searchVectors } from './vector-search.ts';

/** How a table is searched and kept. */
export interface TableOptions {
  /** Up to this many rows that pass the filter, a search by meaning compares every one of them. */
  readonly exactBelow: number;
  /** Above this many rows with a vector, approximate search structures are built. */
  readonly indexAbove: number;
  /** Whether no other process writes to the tables. */
  readonly isSoleWriter: boolean;
}

/** The table of one generation. Its methods throw what LanceDB throws; see `LancePatternIndex` for what becomes of it. */
export interface PatternTable {
  readonly generation: number;
  readonly spec: IndexSpec;
  upsert(rows: readonly IndexRow[]): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
  searchWords(query: WordsQuery): Promise<readonly IndexCandidate[]>;
  searchMeaning(query: MeaningQuery): Promise<readonly IndexCandidate[]>;
  /** The number of rows that pass a filter of `toFilter`. */
  count(filter: string): Promise<number>;
  stamps(): AsyncGenerator<readonly RowStamp[]>;
  /** Merges and indexes what was written, where enough was; see `createMaintenance`. */
  maintain(): Promise<void>;
  /** Merges all that was written and indexes its words. */
  settle(): Promise<void>;
  /** Reads the ids of all rows and asks for a word, so that missing and broken files show; throws where they do. */
  probe(): Promise<void>;
  /** Reads every column that a filter or a search by meaning looks at; throws where one cannot be read. */
  probeAll(): Promise<void>;
  /** Takes no new work, and ends once the present work has. */
  close(): Promise<void>;
}

/** Rows of one merge: a few MB of vectors and words, so that memory stays flat. */
const ROWS_A_MERGE = 1_000;

/** Ids of one removal. */
const IDS_A_REMOVAL = 1_000;

/** In bytes; above the longest term there can be (64 UTF-16 units), since longer ones are not indexed. */
const MAX_TERM_BYTES = 1_024;

/** Not a term that a tokenizer makes, so that its search reads the index and finds nothing. */
const PROBE = { terms: ['\u{1f50d}probe'], limit: 1 };

/** Creates the table of a new generation, empty, and ready to be searched by words from the first row on. */
export async function createPatternTable(
  database: Connection,
  spec: IndexSpec,
  options: TableOptions & { readonly generation: number },
): Promise<PatternTable> {
  const table = await database.createEmptyTable(tableName(options.generation), tableSchema(spec));
  await table.createIndex(COLUMNS.words, { config: wordsIndex() });
  return toPatternTable(table, spec, { ...options, indexes: new Set() });
}

/**
 * Opens the table of a generation. Throws where it cannot be read; gives undefined where it was made for another spec.
 */
export async function openPatternTable(
  database: Connection,
  spec: IndexSpec,
  options: TableOptions & { readonly generation: number },
): Promise<PatternTable | undefined> {
  const table = await database.openTable(tableName(options.generation));
  const found = specOf(await table.schema());
  if (found === undefined || !sameSpec(found, spec)) {
    table.close();
    return undefined;
  }
  const opened = toPatternTable(table, spec, { ...options, indexes: await indexNames(table) });
  await opened.probe();
  return opened;
}

function toPatternTable(
  table: Table,
  spec: IndexSpec,
  options: TableOptions & { readonly generation: number; readonly indexes: ReadonlySet<string> },
): PatternTable {
  let { indexes } = options;
  const writes = createTaskQueue();
  const leases = createLeases();
  const lateFilters = { plain: createLateFilter(), neutral: createLateFilter() };
  const maintenance = createMaintenance(table, {
    ...options,
    writes,
    onIndexes: (names) => {
      indexes = names;
    },
  });

  const count = (filter: string): Promise<number> => table.countRows(filter === EVERY_ROW ? undefined : filter);

  const searchByWords = async ({ terms, limit, space }: Omit<WordsQuery, 'where'>, filter: string) => {
    const query = new MatchQuery(terms.join(' '), COLUMNS.words, { operator: Operator.Or });
    const search = table
      .query()
      .fullTextSearch(query)
      .select([...candidateColumns(space), '_score'])
      .limit(limit);
    const result = await (filter === EVERY_ROW ? search : search.where(filter)).toArrow();
    return fromSearchResult(result, '_score')
      .sort((left, right) => right.rank - left.rank || compareText(left.candidate.id, right.candidate.id))
      .map(({ candidate }) => candidate);
  };

  const scan = async (columns: readonly string[]): Promise<void> => {
    for await (const batch of table.query().select([...columns])) void batch.numRows;
  };

  return {
    generation: options.generation,
    spec,
    upsert: (rows) =>
      leases.during(async () => {
        // A merge in which two rows share an id is undefined; the later one replaces the earlier.
        const unique = [...new Map(rows.map((row) => [row.id, row])).values()];
        for (let start = 0; start < unique.length; start += ROWS_A_MERGE) {
          const data = toArrowTable(unique.slice(start, start + ROWS_A_MERGE), spec);
          await writes.run(() =>
            table.mergeInsert(COLUMNS.id).whenMatchedUpdateAll().whenNotMatchedInsertAll().execute(data),
          );
        }
      }),
    remove: (ids) =>
      leases.during(async () => {
        for (let start = 0; start < ids.length; start += IDS_A_REMOVAL) {
          const filter = idFilter(ids.slice(start, start + IDS_A_REMOVAL));
          await writes.run(() => table.delete(filter));
        }
      }),
    searchWords: ({ where, ...asked }) =>
      leases.during(async () => {
        const filter = toFilter(where);
        if (asked.terms.length === 0 || asked.limit < 1 || filter === NO_ROW) return [];
        return searchByWords(asked, filter);
      }),
    searchMeaning: ({ vector, space, where, limit }) =>
      leases.during(async () => {
        const filter = toFilter(where);
        if (vector.length !== spec.dimensions) {
          throw wrongDimensions(vector, spec.dimensions);
        }
        if (limit < 1 || filter === NO_ROW) return [];
        const { exactBelow } = options;
        const lateFilter = lateFilters[space];
        return searchVectors(table, { vector, space, filter, limit, exactBelow, indexes, lateFilter });
      }),
    count: (filter) => leases.during(async () => (filter === NO_ROW ? 0 : count(filter))),
    stamps: async function* () {
      const giveBack = leases.take();
      try {
        for await (const batch of table.query().select([...STAMP_COLUMNS])) yield fromStampBatch(batch);
      } finally {
        giveBack();
      }
    },
    maintain: () => leases.during(() => maintenance.run()),
    settle: () => leases.during(() => maintenance.runNow()),
    probe: () =>
      leases.during(async () => {
        await scan([COLUMNS.id]);
        await searchByWords(PROBE, EVERY_ROW);
      }),
    probeAll: () =>
      leases.during(async () => {
        await scan(Object.values(COLUMNS).filter((column) => column !== COLUMNS.words));
        await searchByWords(PROBE, EVERY_ROW);
      }),
    close: async () => {
      await leases.allReturned();
      await writes.idle();
      table.close();
    },
  };
}

/** Words come split, folded and stemmed; the index only cuts them at spaces. */
function wordsIndex(): Index {
  return Index.fts({
    baseTokenizer: 'whitespace',
    withPosition: false,
    lowercase: false,
    stem: false,
    removeStopWords: false,
    asciiFolding: false,
    maxTokenLength: MAX_TERM_BYTES,
  });
}
