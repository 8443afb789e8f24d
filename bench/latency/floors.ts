import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { connect, MatchQuery, Operator, type Table, type VectorQuery } from '@lancedb/lancedb';
import { dataPaths } from '@tmws/config';
import type { Embedder } from '@tmws/engine';
import SqliteDatabase from 'better-sqlite3';
import { connectRaw, ECHO_PATH, type RawClient } from './raw-calls.ts';
import { ratePerSecond, type Times, timeEach, timeRepeated } from './timing.ts';

/** A gRPC echo: what a call costs that does nothing. */
export interface EchoFloor {
  readonly times: Times;
  /** Calls a second with 64 under way. */
  readonly perSecond: number;
}

/** Calls that are under way at once where their number a second is measured. */
export const IN_FLIGHT = 64;

const RATE_SECONDS = 2;
const WARM_UP = 300;
const COMMITS = 200;
const MERGES = 15;
const CANDIDATES = 50;

/** One call at a time, then as many a second as go with 64 under way. */
export const measureCalls = async (
  count: number,
  call: (place: number) => Promise<unknown>,
): Promise<{ readonly times: Times; readonly perSecond: number }> => {
  await timeRepeated(WARM_UP, call);
  const times = await timeRepeated(count, call);
  return { times, perSecond: await ratePerSecond({ inFlight: IN_FLIGHT, seconds: RATE_SECONDS }, call) };
};

/** Starts an echo server in a process of its own. */
export const startEcho = async (folder: string): Promise<AsyncDisposable & { readonly client: RawClient }> => {
  const socket = join(folder, 'echo.sock');
  const child = spawn(process.execPath, [join(import.meta.dirname, 'echo-server.ts'), socket], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  const client = connectRaw(socket);
  return {
    client,
    [Symbol.asyncDispose]: async () => {
      client[Symbol.dispose]();
      child.kill();
      await ended;
    },
  };
};

/** An echo of so many bytes each way. */
export const measureEcho = async (folder: string, bytes: number): Promise<EchoFloor> => {
  await using echo = await startEcho(folder);
  const message = Buffer.alloc(bytes, 1);
  return await measureCalls(1_000, () => echo.client.call(ECHO_PATH, message));
};

/** Embedding alone, one text after the other. */
export const measureEmbedding = (
  embedder: Embedder,
  texts: readonly string[],
  kind: 'query' | 'passage',
): Promise<Times> =>
  timeEach(texts, (text) => (kind === 'query' ? embedder.embedQuery(text) : embedder.embedPassage(text)));

/** One durable commit of one row of 1 KB, on the disk of the data folders. */
export const measureCommit = async (folder: string): Promise<Times> => {
  const database = new SqliteDatabase(join(folder, 'commit.db'));
  try {
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.exec('create table rows (id integer primary key, content text)');
    const insert = database.prepare('insert into rows (content) values (?)');
    const content = 'x'.repeat(1_000);
    return await timeRepeated(COMMITS, async () => insert.run(content));
  } finally {
    database.close();
  }
};

/** What the index alone takes, without the product around it. */
export interface IndexFloor {
  readonly meaning: Times;
  readonly words: Times;
  /** Rows that the approximate search finds of the best ten; undefined where the index has no approximate structure. */
  readonly recall: number | undefined;
  /** One row merged into a copy of the table without its indexes. */
  readonly merge: Times;
}

const openServed = async (dataDir: string): Promise<{ readonly table: Table; close(): void }> => {
  const database = await connect(dataPaths(dataDir).vectors);
  const names = (await database.tableNames()).filter((name) => /^patterns_\d+$/.test(name));
  const newest = names.toSorted((a, b) => Number(b.slice(9)) - Number(a.slice(9)))[0];
  if (newest === undefined) throw new Error(`There is no index in ${dataDir}.`);
  const table = await database.openTable(newest);
  return {
    table,
    close: () => {
      table.close();
      database.close();
    },
  };
};

const nearest = (table: Table, vector: Float32Array): VectorQuery =>
  table
    .query()
    .nearestTo(vector)
    .column('vector')
    .distanceType('cosine')
    .where('is_head')
    .select(['id', '_distance'])
    .limit(CANDIDATES);

const approximate = (table: Table, vector: Float32Array): VectorQuery =>
  nearest(table, vector).ef(100).refineFactor(2).minimumNprobes(20);

const idsOf = async (query: VectorQuery): Promise<readonly string[]> => {
  const ids = (await query.toArrow()).getChild('id');
  return Array.from({ length: ids?.length ?? 0 }, (_, row) => String(ids?.get(row)));
};

const recallOf = async (table: Table, vectors: readonly Float32Array[]): Promise<number> => {
  let found = 0;
  let wanted = 0;
  for (const vector of vectors) {
    const right = (await idsOf(nearest(table, vector).bypassVectorIndex())).slice(0, 10);
    const given = new Set((await idsOf(approximate(table, vector))).slice(0, 10));
    wanted += right.length;
    found += right.filter((id) => given.has(id)).length;
  }
  return found / wanted;
};

const measureMerge = async (table: Table, folder: string): Promise<Times> => {
  const database = await connect(join(folder, 'merge'));
  const rows = await table.query().select(['id', 'words', 'vector']).toArrow();
  const copy = await database.createTable('rows', rows);
  const one = rows.slice(0, 1);
  try {
    return await timeRepeated(MERGES, () =>
      copy.mergeInsert('id').whenMatchedUpdateAll().whenNotMatchedInsertAll().execute(one),
    );
  } finally {
    copy.close();
    database.close();
  }
};

/** Searches the index of a data folder directly, with the vectors and words of the requests. */
export const measureIndex = async (
  dataDir: string,
  asked: { readonly vectors: readonly Float32Array[]; readonly queries: readonly string[]; readonly folder: string },
): Promise<IndexFloor> => {
  const { table, close } = await openServed(dataDir);
  try {
    const indexes = (await table.listIndices()).map(({ name }) => name);
    const isApproximate = indexes.includes('vector_idx');
    const near = (vector: Float32Array): VectorQuery =>
      isApproximate ? approximate(table, vector) : nearest(table, vector);
    const byWords = (query: string): Promise<unknown> =>
      table
        .query()
        .fullTextSearch(new MatchQuery(query.toLowerCase(), 'words', { operator: Operator.Or }))
        .where('is_head')
        .select(['id', '_score'])
        .limit(CANDIDATES)
        .toArrow();
    await timeEach(asked.vectors.slice(0, 5), (vector) => near(vector).toArrow());
    await timeEach(asked.queries.slice(0, 5), byWords);
    return {
      meaning: await timeEach(asked.vectors, (vector) => near(vector).toArrow()),
      words: await timeEach(asked.queries, byWords),
      recall: isApproximate ? await recallOf(table, asked.vectors) : undefined,
      merge: await measureMerge(table, asked.folder),
    };
  } finally {
    close();
  }
};

/** Waits until the index of a data folder has its approximate structures, which the core builds in the background. */
export const whenApproximate = async (dataDir: string): Promise<void> => {
  for (;;) {
    const { table, close } = await openServed(dataDir);
    const names = (await table.listIndices()).map(({ name }) => name);
    close();
    if (names.includes('vector_idx') && names.includes('neutral_vector_idx')) return;
    await pause(500);
  }
};
