import type SqliteDatabase from 'better-sqlite3';

/** Which schema a database file has. */
export interface SchemaState {
  /** The last step that ran; 0 where none did. */
  readonly version: number;
  /** The version of the product that ran it; empty where none did. */
  readonly productVersion: string;
  /** Whether the file has any table at all. */
  readonly hasTables: boolean;
}

/** Reads the schema's state without changing anything. */
export const readSchemaState = (native: SqliteDatabase.Database): SchemaState => {
  const tables = native.prepare<[], { name: string }>("select name from sqlite_master where type = 'table'").all();
  if (!tables.some((table) => table.name === 'schema_versions')) {
    return { version: 0, productVersion: '', hasTables: tables.length > 0 };
  }
  const last = native
    .prepare<[], { version: number; product_version: string }>(
      'select version, product_version from schema_versions order by version desc limit 1',
    )
    .get();
  return { version: last?.version ?? 0, productVersion: last?.product_version ?? '', hasTables: true };
};
