import { readFile, stat } from 'node:fs/promises';
import type { Database, SqlValue } from 'sql.js';
import { isVectorColumn, LEGACY_TABLES, LegacyError, type LegacyRow, type LegacySource } from './legacy-source.ts';

/** A file is read into memory whole: a larger one has to be made smaller first. */
const MOST_BYTES = 1024 ** 3;

const PAGE_SIZE_AT = 16;
const PAGE_COUNT_AT = 28;
const LARGEST_PAGE = 65_536;

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const damaged = (path: string, why: string): LegacyError =>
  new LegacyError(
    `${path} is a damaged SQLite database: ${why}. Take a backup of it, or recover it: sqlite3 "${path}" .recover | sqlite3 recovered.db`,
  );

const tooLarge = (path: string): LegacyError =>
  new LegacyError(
    `${path} is larger than 1 GiB. Copy what is read to a smaller file: sqlite3 "${path}" ".dump learning_patterns memories pattern_usage_history" | sqlite3 smaller.db`,
  );

/** Changes that a running server has not written to the file itself would be missed. */
const requireNoJournal = async (path: string): Promise<void> => {
  const journal = `${path}-wal`;
  const status = await stat(journal).catch(() => undefined);
  if (status === undefined || status.size === 0) return;
  throw new LegacyError(
    `${journal} holds changes that ${path} lacks. Stop the old server and write them: sqlite3 "${path}" "PRAGMA wal_checkpoint(TRUNCATE)"`,
  );
};

const requireWhole = (path: string, content: Buffer): void => {
  if (content.length < 100) throw damaged(path, 'it has no header');
  const stated = content.readUInt16BE(PAGE_SIZE_AT);
  const pageSize = stated === 1 ? LARGEST_PAGE : stated;
  const expected = pageSize * content.readUInt32BE(PAGE_COUNT_AT);
  if (content.length >= expected) return;
  throw damaged(path, `it was cut off at ${content.length} of ${expected} bytes`);
};

const toValue = (value: SqlValue | undefined): string | number | null => {
  if (value === undefined) return null;
  return value instanceof Uint8Array ? new TextDecoder().decode(value) : value;
};

/** A view may have rows without end. */
const isTable = (database: Database, name: string): boolean =>
  database.exec("select 1 from sqlite_master where type = 'table' and name = $name", { $name: name }).length > 0;

const columnsOf = (database: Database, table: string): readonly string[] => {
  if (!isTable(database, table)) return [];
  const [info] = database.exec(`pragma table_info(${quoted(table)})`);
  return (info?.values ?? []).map(([, name]) => String(name)).filter((name) => !isVectorColumn(name));
};

const countOf = (database: Database, table: string): number =>
  Number(database.exec(`select count(*) from ${quoted(table)}`)[0]?.values[0]?.[0] ?? 0);

/** Apart from the rest, so that nothing holds the bytes of the file once SQLite has its copy of them. */
const loadDatabase = async (path: string, read: (work: () => Database) => Database): Promise<Database> => {
  const { loadSqlite } = await import('./load-sqlite.ts');
  const sqlite = await loadSqlite();
  const content = await readFile(path);
  requireWhole(path, content);
  return read(() => new sqlite.Database(content));
};

/**
 * Opens a SQLite file, which is read into memory and never written.
 *
 * @throws LegacyError for one that is damaged, larger than 1 GiB, or not written to its end
 */
export const openSqlite = async (path: string): Promise<LegacySource> => {
  if ((await stat(path)).size > MOST_BYTES) throw tooLarge(path);
  await requireNoJournal(path);
  const read = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw damaged(path, reasonOf(error));
    }
  };
  const database = await loadDatabase(path, read);
  const tables = read(
    () =>
      new Map(
        LEGACY_TABLES.map((table) => [table, columnsOf(database, table)] as const).filter(
          ([, columns]) => columns.length > 0,
        ),
      ),
  );
  const rowCount = read(() => [...tables.keys()].reduce((sum, table) => sum + countOf(database, table), 0));
  return {
    kind: 'sqlite',
    name: path,
    tables,
    rowCount,
    rows: async function* (table): AsyncGenerator<LegacyRow> {
      const columns = tables.get(table) ?? [];
      const statement = read(() => database.prepare(`select ${columns.map(quoted).join(', ')} from ${quoted(table)}`));
      try {
        while (read(() => statement.step())) {
          const values = read(() => statement.get());
          yield Object.fromEntries(columns.map((column, at) => [column, toValue(values[at])]));
        }
      } finally {
        statement.free();
      }
    },
    [Symbol.asyncDispose]: async () => database.close(),
  };
};
