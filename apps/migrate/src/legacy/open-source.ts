import { open, stat } from 'node:fs/promises';
import { LegacyError, type LegacySource } from './legacy-source.ts';

const SQLITE = 'SQLite format 3\0';
const CUSTOM_DUMP = 'PGDMP';
const TAR_DUMP = 'toc.dat';
const GZIP = '\u001f\u008b';
const HEAD_BYTES = 512;
const ADDRESS = /^postgres(?:ql)?(?:\+\w+)?:\/\//;

const headOf = async (path: string): Promise<string> => {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await handle.close();
  }
};

const notPlain = (path: string): LegacyError =>
  new LegacyError(`${path} is no plain dump. Make one of it: pg_restore --no-owner -f legacy.sql "${path}"`);

const openFile = async (path: string): Promise<LegacySource> => {
  const status = await stat(path).catch(() => undefined);
  if (status === undefined) {
    throw new LegacyError(`${path} is not there. Name a SQLite file, a plain dump, or postgresql://…`, {
      isMissing: true,
    });
  }
  if (status.isDirectory()) throw notPlain(path);
  // A pipe would be waited for.
  if (!status.isFile()) throw new LegacyError(`${path} is no file. Save the dump as one first.`);
  const head = await headOf(path);
  if (head.startsWith(SQLITE)) return (await import('./sqlite-source.ts')).openSqlite(path);
  if (head.startsWith(CUSTOM_DUMP) || head.startsWith(TAR_DUMP)) throw notPlain(path);
  if (head.startsWith(GZIP)) throw new LegacyError(`${path} is compressed. Unpack it first: gunzip -k "${path}"`);
  if (head.includes('\0') || head.trim() === '') {
    throw new LegacyError(`${path} is neither a SQLite database nor a dump of PostgreSQL. Name one of the two.`);
  }
  return (await import('./dump-source.ts')).openDump(path);
};

/**
 * Opens a database of the Python implementation: a SQLite file, a plain dump of PostgreSQL, or the address of one.
 *
 * @throws LegacyError for anything else, and for a database without the tables of patterns and memories
 */
export const openLegacySource = async (where: string): Promise<LegacySource> => {
  const source = ADDRESS.test(where)
    ? await (await import('./postgres-source.ts')).openPostgres(where)
    : await openFile(where);
  if (source.tables.size > 0) return source;
  await source[Symbol.asyncDispose]();
  throw new LegacyError(
    `${source.name} has no table learning_patterns and no table memories with rows. Name the database of the Python implementation.`,
  );
};
