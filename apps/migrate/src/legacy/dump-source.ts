import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import {
  HISTORY_TABLE,
  isVectorColumn,
  LEGACY_TABLES,
  LegacyError,
  type LegacyRow,
  type LegacySource,
  type LegacyValue,
} from './legacy-source.ts';
import { parseCopyLine } from './parse-copy-line.ts';
import { parseInsertValues } from './parse-insert.ts';

const NAME = String.raw`(?:"?[\w$]+"?\.)?"?([\w$]+)"?`;
const COPY = new RegExp(`^COPY ${NAME} \\((.*)\\) FROM stdin;$`);
const INSERT = new RegExp(`^INSERT INTO ${NAME}(?: \\(([^)]*)\\))?(?: OVERRIDING \\w+ VALUE)? VALUES(?:\\s|$)`);
const CREATE_TABLE = new RegExp(`^CREATE (?:UNLOGGED )?TABLE (?:IF NOT EXISTS )?${NAME} \\($`);
const ENCODING = /^SET client_encoding = '([^']+)';/;
const COLUMN = /^\s+(?:"([^"]+)"|([a-z_][\w$]*)) /;
const READABLE_ENCODINGS = ['UTF8', 'SQL_ASCII'];

/** A row, and the table that it is of. */
interface DumpedRow {
  readonly table: string;
  readonly columns: readonly string[];
  readonly values: readonly LegacyValue[];
}

const namesOf = (list: string): readonly string[] => list.split(',').map((name) => name.trim().replaceAll('"', ''));

const isOpenText = (text: string): boolean => (text.match(/'/g)?.length ?? 0) % 2 === 1;

/** Reads a dump line by line; what does not belong to a table of interest passes by. */
class DumpReader {
  readonly #path: string;
  readonly #columns = new Map<string, string[]>();
  #table = '';

  constructor(path: string) {
    this.#path = path;
  }

  /** Every row of the tables. @throws LegacyError for a dump that ends within a table or is in another encoding */
  async *rows(wanted: readonly string[]): AsyncGenerator<DumpedRow> {
    const lines = createInterface({ input: createReadStream(this.#path), crlfDelay: Number.POSITIVE_INFINITY });
    let copied: { readonly table: string; readonly columns: readonly string[] } | undefined;
    let insert = '';
    for await (const line of lines) {
      if (copied !== undefined) {
        if (line === '\\.') copied = undefined;
        else if (wanted.includes(copied.table)) yield { ...copied, values: parseCopyLine(line) };
        continue;
      }
      if (insert !== '' || INSERT.test(line)) {
        insert = insert === '' ? line : `${insert}\n${line}`;
        if (!line.endsWith(';') || isOpenText(insert)) continue;
        yield* this.#inserted(insert, wanted);
        insert = '';
        continue;
      }
      const [, table = '', list = ''] = COPY.exec(line) ?? [];
      if (table === '') this.#note(line);
      else copied = { table, columns: namesOf(list) };
    }
    if (copied !== undefined || insert !== '') throw this.#cutOff(copied?.table ?? 'an INSERT');
  }

  #cutOff(where: string): LegacyError {
    return new LegacyError(`${this.#path} ends within ${where}: the dump was cut off. Make it again with pg_dump.`);
  }

  #note(line: string): void {
    const [, encoding] = ENCODING.exec(line) ?? [];
    if (encoding !== undefined && !READABLE_ENCODINGS.includes(encoding.toUpperCase())) {
      const remedy = 'Make it again with pg_dump --encoding=UTF8.';
      throw new LegacyError(`${this.#path} is in the encoding ${encoding}, which is not read. ${remedy}`);
    }
    const [, created] = CREATE_TABLE.exec(line) ?? [];
    if (created !== undefined) {
      this.#table = created;
      this.#columns.set(created, []);
      return;
    }
    if (line.startsWith(')')) this.#table = '';
    if (this.#table === '') return;
    const [, quoted, plain] = COLUMN.exec(line) ?? [];
    const name = quoted ?? plain;
    if (name !== undefined) this.#columns.get(this.#table)?.push(name);
  }

  *#inserted(statement: string, wanted: readonly string[]): Generator<DumpedRow> {
    const [head = '', table = '', list] = INSERT.exec(statement) ?? [];
    if (!wanted.includes(table)) return;
    const columns = list === undefined ? (this.#columns.get(table) ?? []) : namesOf(list);
    try {
      for (const values of parseInsertValues(statement.slice(head.length))) yield { table, columns, values };
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      throw new LegacyError(`${this.#path} has an INSERT into ${table} that is not read: ${error.message}.`);
    }
  }
}

const toRow = ({ columns, values }: DumpedRow): LegacyRow =>
  Object.fromEntries(
    columns.map((column, at) => [column, values[at] ?? null] as const).filter(([column]) => !isVectorColumn(column)),
  );

/**
 * Opens a plain dump of PostgreSQL, which is read as a stream, once for each table.
 *
 * @throws LegacyError for one that was cut off or is in an encoding other than UTF-8
 */
export const openDump = async (path: string): Promise<LegacySource> => {
  const tables = new Map<string, readonly string[]>();
  let rowCount = 0;
  for await (const { table, columns } of new DumpReader(path).rows(LEGACY_TABLES)) {
    if (!tables.has(table))
      tables.set(
        table,
        columns.filter((column) => !isVectorColumn(column)),
      );
    rowCount += 1;
  }
  if (tables.size === 1 && tables.has(HISTORY_TABLE)) tables.clear();
  return {
    kind: 'dump',
    name: path,
    tables,
    rowCount,
    rows: async function* (table) {
      for await (const row of new DumpReader(path).rows([table])) yield toRow(row);
    },
    [Symbol.asyncDispose]: async () => {},
  };
};
