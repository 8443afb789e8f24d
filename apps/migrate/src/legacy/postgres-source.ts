import type { Client } from 'pg';
import { isVectorColumn, LEGACY_TABLES, LegacyError, type LegacyRow, type LegacySource } from './legacy-source.ts';

const ROWS_AT_ONCE = 500;
const CONNECT_MILLISECONDS = 15_000;

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** The address without what may be a secret. */
const shownAddress = (address: string): string => {
  try {
    const url = new URL(address);
    url.password = '';
    url.search = '';
    return url.href;
  } catch {
    return 'postgresql://…';
  }
};

const reasonOf = (error: unknown): string => {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  return error instanceof Error ? error.message : String(error);
};

const columnsOf = async (client: Client): Promise<ReadonlyMap<string, readonly string[]>> => {
  const { rows } = await client.query<{ table_name: string; column_name: string }>(
    `select table_name, column_name from information_schema.columns
      where table_schema = any (current_schemas(false)) and table_name = any ($1)
      order by table_name, ordinal_position`,
    [LEGACY_TABLES],
  );
  const wanted = rows.filter(({ column_name }) => !isVectorColumn(column_name));
  return new Map(
    [...new Set(wanted.map(({ table_name }) => table_name))].map((table) => [
      table,
      wanted.filter(({ table_name }) => table_name === table).map(({ column_name }) => column_name),
    ]),
  );
};

/**
 * Opens a running PostgreSQL, in one transaction that only reads, so that all tables are of one moment.
 *
 * @throws LegacyError where it does not answer or refuses
 */
export const openPostgres = async (address: string): Promise<LegacySource> => {
  const { default: pg } = await import('pg');
  const name = shownAddress(address);
  const failed = (error: unknown): LegacyError =>
    new LegacyError(`${name} could not be read: ${reasonOf(error)}. Check the address, PGPASSWORD and the server.`);
  const client = new pg.Client({
    connectionString: address.replace(/^postgresql\+\w+:/, 'postgresql:'),
    connectionTimeoutMillis: CONNECT_MILLISECONDS,
  });
  // Without a listener a connection that breaks would end the process; the query in progress tells of it.
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query("set time zone 'UTC'");
    await client.query('begin transaction isolation level repeatable read read only');
    const tables = await columnsOf(client);
    let rowCount = 0;
    for (const table of tables.keys()) {
      const { rows } = await client.query<{ count: string }>(`select count(*) from ${quoted(table)}`);
      rowCount += Number(rows[0]?.count ?? 0);
    }
    return {
      kind: 'postgresql',
      name,
      tables,
      rowCount,
      rows: async function* (table): AsyncGenerator<LegacyRow> {
        const columns = (tables.get(table) ?? []).map((column) => `${quoted(column)}::text`);
        try {
          await client.query(`declare legacy_rows cursor for select ${columns.join(', ')} from ${quoted(table)}`);
          for (;;) {
            const { rows } = await client.query<LegacyRow>(`fetch ${ROWS_AT_ONCE} from legacy_rows`);
            yield* rows;
            if (rows.length < ROWS_AT_ONCE) break;
          }
          await client.query('close legacy_rows');
        } catch (error) {
          throw failed(error);
        }
      },
      [Symbol.asyncDispose]: () => client.end(),
    };
  } catch (error) {
    await client.end().catch(() => {});
    throw failed(error);
  }
};
