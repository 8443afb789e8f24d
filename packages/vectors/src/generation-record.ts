import type { Connection } from '@lancedb/lancedb';
import { Field, Int64, Schema } from 'apache-arrow';

const RECORD = 'served';
const GENERATION = 'generation';
const PREFIX = 'patterns_';

/** Name of the table of a generation. */
export const tableName = (generation: number): string => `${PREFIX}${generation}`;

/** What a folder of indexes holds. */
export interface Generations {
  /** The one that is served; undefined before the first was completed. */
  readonly served: number | undefined;
  /** Every one that has a table, half-built ones included. */
  readonly present: readonly number[];
}

/**
 * Reads which generation is served: the one row of a table of its own, replaced in one commit, so that a crash leaves
 * the earlier or the later one served, on a disk as on object storage. Throws where the record cannot be read.
 */
export async function readGenerations(database: Connection): Promise<Generations> {
  const names = await allTableNames(database);
  const present = generationsAmong(names);
  if (!names.includes(RECORD)) return { served: undefined, present };
  const record = await database.openTable(RECORD);
  const rows = await record.query().select([GENERATION]).toArrow();
  record.close();
  const value: unknown = rows.getChild(GENERATION)?.get(0);
  if (typeof value !== 'bigint') throw new Error('The record of the served index is empty.');
  return { served: Number(value), present };
}

/** The generations that have a table, also where the record of the served one cannot be read. */
export async function presentGenerations(database: Connection): Promise<readonly number[]> {
  return generationsAmong(await allTableNames(database));
}

/** Makes a generation the served one. An unreadable record is replaced. */
export async function recordServed(database: Connection, generation: number): Promise<void> {
  const row = [{ [GENERATION]: BigInt(generation) }];
  const names = await allTableNames(database);
  if (names.includes(RECORD)) {
    try {
      const record = await database.openTable(RECORD);
      await record.add(row, { mode: 'overwrite' });
      record.close();
      return;
    } catch {
      // Not to be written over: made anew below.
      await database.dropTable(RECORD);
    }
  }
  const schema = new Schema([new Field(GENERATION, new Int64(), false)]);
  await database.createTable(RECORD, row, { schema });
}

/** Drops the tables of generations, those that cannot be read included; one that will not go is left for the next time. */
export async function dropGenerations(database: Connection, generations: readonly number[]): Promise<void> {
  await Promise.allSettled(generations.map((generation) => database.dropTable(tableName(generation))));
}

function generationsAmong(names: readonly string[]): number[] {
  return names
    .filter((name) => name.startsWith(PREFIX))
    .map((name) => Number(name.slice(PREFIX.length)))
    .filter((generation) => Number.isSafeInteger(generation) && generation > 0);
}

async function allTableNames(database: Connection): Promise<string[]> {
  const names: string[] = [];
  let pageToken: string | undefined;
  do {
    const page = await database.listTables(pageToken === undefined ? {} : { pageToken });
    names.push(...page.tables);
    pageToken = page.pageToken || undefined;
  } while (pageToken !== undefined);
  return names;
}
