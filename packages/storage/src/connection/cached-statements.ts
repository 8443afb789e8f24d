import type SqliteDatabase from 'better-sqlite3';
import type { SqliteDatabase as DialectDatabase, SqliteStatement } from 'kysely';

const MOST_STATEMENTS = 300;
const LONGEST_STATEMENT = 10_000;

const nothingToRollBack: SqliteStatement = {
  reader: false,
  all: () => [],
  run: () => ({ changes: 0, lastInsertRowid: 0 }),
  iterate: () => [][Symbol.iterator](),
};

const toStatement = (native: SqliteDatabase.Database, sql: string): SqliteStatement => {
  const statement = native.prepare<unknown[]>(sql);
  return {
    reader: statement.reader,
    all: (parameters) => statement.all(...parameters),
    run: (parameters) => statement.run(...parameters),
    iterate: (parameters) => statement.iterate(...parameters),
  };
};

/**
 * A connection whose prepared statements are kept, as preparing costs more than most queries. Transactions begin with
 * the write lock, so that none finds out in its middle that it cannot write; and rolling back what SQLite has rolled
 * back by itself (it does when the disk is full) is no error.
 */
export const cachedStatements = (native: SqliteDatabase.Database): DialectDatabase => {
  const statements = new Map<string, SqliteStatement>();
  return {
    close: () => {
      statements.clear();
      native.close();
    },
    prepare: (sql) => {
      if (sql === 'rollback' && !native.inTransaction) return nothingToRollBack;
      const known = statements.get(sql);
      if (known !== undefined) return known;
      const statement = toStatement(native, sql === 'begin' ? 'begin immediate' : sql);
      if (sql.length > LONGEST_STATEMENT) return statement;
      const oldest = statements.size < MOST_STATEMENTS ? undefined : statements.keys().next().value;
      if (oldest !== undefined) statements.delete(oldest);
      statements.set(sql, statement);
      return statement;
    },
  };
};
