import type { SqlJsStatic } from 'sql.js';

/** SQLite as WebAssembly: the frontends run on versions of Node that have no SQLite of their own. */
export const loadSqlite = async (): Promise<SqlJsStatic> => {
  // The build that carries its WebAssembly within, so that a bundle needs no file beside it.
  const { default: init } = await import('sql.js/dist/sql-wasm-inline.js');
  return init();
};
