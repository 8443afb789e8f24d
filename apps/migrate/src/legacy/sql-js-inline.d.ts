declare module 'sql.js/dist/sql-wasm-inline.js' {
  import init from 'sql.js';

  export default init;
}
