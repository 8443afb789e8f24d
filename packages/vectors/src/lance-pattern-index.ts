import { type Connection, connect, Session } from '@lancedb/lancedb';
import { all, DomainError } from '@tmws/domain';
import type { IndexRebuild, IndexSpec, PatternIndex } from '@tmws/engine';
import { toFilter } from './condition-filter.ts';
import { dropGenerations, presentGenerations, recordServed } from './generation-record.ts';
import { firstLine, type GuardedCall, guardedCall, indexRefusal } from './guarded-call.ts';
import { createPatternTable, type PatternTable, type TableOptions } from './pattern-table.ts';
import { openServedTable } from './served-table.ts';

/** Where the index lies and from which sizes on it works in another way. */
export interface LancePatternIndexOptions {
  /** A folder, made when absent, or `s3://bucket/path`. */
  readonly uri: string;
  /** Up to this many rows that pass a search's condition, a search by meaning is exact. 10,000 when absent. */
  readonly exactBelow?: number;
  /** Above this many rows with a vector, maintenance builds approximate search structures. 50,000 when absent. */
  readonly indexAbove?: number;
}

const EXACT_BELOW = 10_000;
const INDEX_ABOVE = 50_000;

/** Bytes of search structures and of file metadata kept in memory at most; LanceDB's own bounds are 6 GB and 1 GB. */
const INDEX_CACHE = 512n * 1024n * 1024n;
const METADATA_CACHE = 128n * 1024n * 1024n;

/** A growing table that is searched already is indexed at this many rows, and again whenever it has doubled. */
const FIRST_SETTLE = 2_000;

/**
 * The index of patterns in LanceDB: one table a generation, and a record of which one is served. Nothing is thrown for
 * an index that is missing, unreadable or of another spec: the state says so, and calls are refused with
 * INDEX_REBUILDING until a rebuild has begun, which then answers them while it grows. A call that fails because files
 * have gone or broken is refused in the same way, and the state becomes `damaged`; one that fails for another reason
 * throws INTERNAL.
 */
export function createLancePatternIndex(options: LancePatternIndexOptions): PatternIndex {
  const tableOptions: TableOptions = {
    exactBelow: options.exactBelow ?? EXACT_BELOW,
    indexAbove: options.indexAbove ?? INDEX_ABOVE,
    isSoleWriter: !options.uri.includes('://'),
  };
  const retirements = new Set<Promise<void>>();
  let connection: Promise<Connection> | undefined;
  let served: PatternTable | undefined;
  /** Why the served index cannot answer; undefined while it can. */
  let damage: string | undefined = 'The index has not been opened.';
  let growing: PatternTable | undefined;
  let isStarting = false;
  let highest = 0;

  const database = (): Promise<Connection> => {
    connection ??= connect(options.uri, {}, new Session(INDEX_CACHE, METADATA_CACHE)).catch((error: unknown) => {
      connection = undefined;
      throw error;
    });
    return connection;
  };

  const answering = (): PatternTable => {
    const table = damage === undefined ? served : growing;
    if (table === undefined) throw indexRefusal(damage ?? 'There is no index.');
    return table;
  };

  const run = <Result>(table: PatternTable, call: Omit<GuardedCall<Result>, 'onDamage'>): Promise<Result> =>
    guardedCall(table, {
      ...call,
      onDamage: (reason) => {
        if (table === served) damage = reason;
        if (table === growing) growing = undefined;
      },
    });

  const answer = async <Result>(call: Omit<GuardedCall<Result>, 'onDamage'>): Promise<Result> => run(answering(), call);

  /** Ends once no call uses the table any more. */
  const retire = async (table: PatternTable): Promise<void> => {
    await table.close();
    await dropGenerations(await database(), [table.generation]);
  };

  const retireInBackground = (table: PatternTable): void => {
    const retirement = retire(table).finally(() => retirements.delete(retirement));
    retirements.add(retirement);
  };

  const startRebuild = async (spec: IndexSpec): Promise<PatternTable> => {
    const connected = await database();
    const present = await presentGenerations(connected).catch(() => []);
    highest = Math.max(highest, ...present) + 1;
    return createPatternTable(connected, spec, { ...tableOptions, generation: highest });
  };

  const serve = async (table: PatternTable): Promise<void> => {
    const connected = await database();
    await recordServed(connected, table.generation);
    const replaced = served;
    served = table;
    damage = undefined;
    growing = undefined;
    if (replaced !== undefined) retireInBackground(replaced);
    const left = (await presentGenerations(connected)).filter((generation) => generation !== table.generation);
    await dropGenerations(
      connected,
      left.filter((generation) => generation !== replaced?.generation),
    );
  };

  const toRebuild = (table: PatternTable): IndexRebuild => {
    let written = 0;
    let settleAt = FIRST_SETTLE;
    const whileRunning = async <Result>(work: () => Promise<Result>): Promise<Result> => {
      if (growing !== table) throw indexRefusal('This rebuild of the index has ended.');
      return run(table, { work });
    };
    return {
      upsert: (rows) =>
        whileRunning(async () => {
          await table.upsert(rows);
          written += rows.length;
          if (damage === undefined || written < settleAt) return;
          settleAt = written * 2;
          await table.settle();
        }),
      remove: (ids) => whileRunning(() => table.remove(ids)),
      commit: () =>
        whileRunning(async () => {
          await table.settle();
          await serve(table);
        }),
      abort: async () => {
        if (table === served) return;
        if (table === growing) growing = undefined;
        await retire(table);
      },
    };
  };

  const closeTables = async (): Promise<void> => {
    const tables = [served, growing];
    served = undefined;
    growing = undefined;
    await Promise.all([...tables.map((table) => table?.close()), ...retirements]);
  };

  const state: PatternIndex['state'] = () => {
    if (damage === undefined) return { kind: 'ready' };
    return { kind: growing === undefined ? 'damaged' : 'rebuilding', reason: damage };
  };

  return {
    state,
    generation: () => (damage === undefined ? served : (growing ?? served))?.generation ?? 0,
    open: async (spec) => {
      await closeTables();
      const opened = await openServedTable(database, { ...tableOptions, spec });
      served = opened.kind === 'usable' ? opened.table : undefined;
      damage = opened.kind === 'usable' ? undefined : opened.reason;
      return state();
    },
    upsert: (rows) => answer({ work: (table) => table.upsert(rows) }),
    remove: (ids) => answer({ work: (table) => table.remove(ids) }),
    searchWords: (query) =>
      answer({
        work: (table) => table.searchWords(query),
        replay: (table) => table.searchWords({ ...query, where: all() }),
      }),
    searchMeaning: (query) =>
      answer({
        work: (table) => table.searchMeaning(query),
        replay: (table) => table.searchMeaning({ ...query, where: all() }),
      }),
    count: (where = all()) => answer({ work: (table) => table.count(toFilter(where)) }),
    stamps: async function* () {
      const table = answering();
      const pages = table.stamps();
      try {
        for (;;) {
          const page = await run(table, { work: () => pages.next() });
          if (page.done) return;
          yield page.value;
        }
      } finally {
        await pages.return(undefined);
      }
    },
    rebuild: async (spec) => {
      if (isStarting || growing !== undefined) throw indexRefusal('The index is being rebuilt already.');
      isStarting = true;
      try {
        growing = await startRebuild(spec);
        return toRebuild(growing);
      } catch (error) {
        throw new DomainError(
          'STORAGE_NOT_WRITABLE',
          `A new index cannot be begun in ${options.uri} (${firstLine(error)}). Make room there, and let the core write to it.`,
          { metadata: { uri: options.uri }, cause: error },
        );
      } finally {
        isStarting = false;
      }
    },
    maintain: async () => {
      if (damage !== undefined || served === undefined) return;
      await run(served, { work: (table) => table.maintain() });
    },
    close: async () => {
      damage = 'The index is closed.';
      await closeTables();
      (await connection)?.close();
      connection = undefined;
    },
  };
}
