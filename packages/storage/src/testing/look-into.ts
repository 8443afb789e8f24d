import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';

/** Rows of a database as another program sees them. */
export const lookInto = (folder: string, query: string): readonly unknown[] => {
  const native = new SqliteDatabase(join(folder, 'tmws.db'), { readonly: true });
  try {
    return native.prepare(query).all();
  } finally {
    native.close();
  }
};
