import SqliteDatabase from 'better-sqlite3';

interface Stored {
  readonly type: string;
  readonly name: string;
  readonly sql: string | null;
}

const plain = (sql: string): string =>
  sql
    .replaceAll(/[`"]/g, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\s*([(),])\s*/g, '$1');

/** The tables and indexes of a database file but those of the migrator, in one spelling, sorted. */
export const describeSchema = (path: string): readonly string[] => {
  const native = new SqliteDatabase(path, { readonly: true });
  try {
    return native
      .prepare<[], Stored>('select type, name, sql from sqlite_master')
      .all()
      .filter((stored) => stored.sql !== null && !/^(sqlite_|mikro_orm_)/.test(stored.name))
      .map((stored) => plain(stored.sql ?? ''))
      .toSorted();
  } finally {
    native.close();
  }
};
