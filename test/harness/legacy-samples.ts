import { DatabaseSync } from 'node:sqlite';

/** A value of a sample: JSON objects and lists are written as the database has them. */
export type SampleValue = string | number | boolean | null | object;

/** The rows of a table, each by its columns. */
export interface SampleTable {
  readonly name: string;
  /** Name and type of each column, as the models of the Python implementation define them. */
  readonly columns: Readonly<Record<string, string>>;
  readonly rows: readonly Readonly<Record<string, SampleValue>>[];
}

const BASE = { id: 'uuid', created_at: 'timestamptz', updated_at: 'timestamptz' } as const;

/** learning_patterns of the first generation, whose rate is in percent. */
export const FIRST_PATTERN_COLUMNS = {
  ...BASE,
  metadata: 'jsonb',
  pattern_name: 'varchar(255)',
  category: 'varchar(100)',
  pattern_data: 'jsonb',
  usage_count: 'integer',
  success_rate: 'numeric(5,2)',
  last_used_at: 'timestamptz',
} as const;

/** learning_patterns_v2, and learning_patterns of 2.2 and 2.3. */
export const PATTERN_COLUMNS = {
  ...BASE,
  metadata: 'jsonb',
  pattern_name: 'varchar(255)',
  agent_id: 'text',
  namespace: 'varchar(100)',
  category: 'varchar(100)',
  subcategory: 'varchar(100)',
  access_level: 'varchar(20)',
  pattern_data: 'jsonb',
  version: 'varchar(50)',
  parent_pattern_id: 'uuid',
  usage_count: 'integer',
  agent_usage_count: 'integer',
  success_rate: 'double precision',
  agent_success_rate: 'double precision',
  avg_execution_time: 'double precision',
  complexity_score: 'double precision',
  last_used_at: 'timestamptz',
  last_agent_used_at: 'timestamptz',
  shared_with_agents: 'jsonb',
  learning_weight: 'double precision',
  confidence_score: 'double precision',
} as const;

/** memories_v2, and memories of 2.2 and 2.3, which keep their vectors elsewhere. */
export const MEMORY_COLUMNS = {
  ...BASE,
  metadata: 'jsonb',
  content: 'text',
  summary: 'text',
  agent_id: 'text',
  namespace: 'text',
  embedding: 'text',
  access_level: 'varchar(7)',
  shared_with_agents: 'jsonb',
  context: 'jsonb',
  tags: 'jsonb',
  source_url: 'text',
  importance_score: 'double precision',
  access_count: 'integer',
  learning_weight: 'double precision',
  expires_at: 'timestamptz',
  version: 'integer',
} as const;

/** pattern_usage_history. */
export const HISTORY_COLUMNS = {
  ...BASE,
  pattern_id: 'uuid',
  agent_id: 'text',
  used_at: 'timestamptz',
  execution_time: 'double precision',
  success: 'boolean',
  context_data: 'jsonb',
} as const;

const columnsOf = ({ columns }: SampleTable): readonly string[] => Object.keys(columns);

const isJson = (value: SampleValue): value is object => typeof value === 'object' && value !== null;

const textOf = (value: SampleValue): string => (isJson(value) ? JSON.stringify(value) : String(value));

/** Fills a SQLite file: ids are texts, JSON is text, times have no zone. */
export const writeSqlite = (path: string, tables: readonly SampleTable[]): void => {
  const database = new DatabaseSync(path);
  for (const table of tables) {
    const names = columnsOf(table).map((name) => `"${name}"`);
    database.exec(`create table "${table.name}" (${names.join(', ')})`);
    const insert = database.prepare(
      `insert into "${table.name}" (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`,
    );
    database.exec('begin');
    for (const row of table.rows) {
      insert.run(
        ...columnsOf(table).map((column) => {
          const value = row[column] ?? null;
          if (value === null || typeof value === 'number') return value;
          if (typeof value === 'boolean') return value ? 1 : 0;
          return textOf(value);
        }),
      );
    }
    database.exec('commit');
  }
  database.close();
};

const created = (table: SampleTable): string => {
  const lines = Object.entries(table.columns).map(([name, type]) => `    ${name} ${type}`);
  return `CREATE TABLE public.${table.name} (\n${lines.join(',\n')},\n    CONSTRAINT ${table.name}_check CHECK ((id IS NOT NULL))\n);\n`;
};

const HEAD = "--\n-- PostgreSQL database dump\n--\n\nSET statement_timeout = 0;\nSET client_encoding = 'UTF8';\n\n";
const NOISE = 'COPY public.agents (id, name) FROM stdin;\n1\tINSERT INTO public.learning_patterns VALUES (1);\n\\.\n\n';

const copied = (value: SampleValue): string => {
  if (value === null) return '\\N';
  if (typeof value === 'boolean') return value ? 't' : 'f';
  return textOf(value).replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\t', '\\t').replaceAll('\r', '\\r');
};

const literal = (value: SampleValue): string => {
  if (value === null) return 'NULL';
  if (typeof value === 'boolean' || typeof value === 'number') return String(value);
  return `'${textOf(value).replaceAll("'", "''")}'`;
};

/** A plain dump as pg_dump writes it: with COPY, with INSERTs, or with INSERTs that name their columns. */
export const writeDump = (tables: readonly SampleTable[], form: 'copy' | 'inserts' | 'column-inserts'): string => {
  const parts = tables.map((table) => {
    const names = columnsOf(table);
    const named = form === 'column-inserts' ? ` (${names.join(', ')})` : '';
    if (form !== 'copy') {
      return table.rows
        .map((row) => {
          const values = names.map((name) => literal(row[name] ?? null));
          return `INSERT INTO public.${table.name}${named} VALUES (${values.join(', ')});\n`;
        })
        .join('');
    }
    const rows = table.rows.map((row) => `${names.map((name) => copied(row[name] ?? null)).join('\t')}\n`);
    return `COPY public.${table.name} (${names.join(', ')}) FROM stdin;\n${rows.join('')}\\.\n\n`;
  });
  return `${HEAD}${tables.map(created).join('\n')}\n${form === 'copy' ? NOISE : ''}${parts.join('\n')}\n--\n-- PostgreSQL database dump complete\n--\n\n`;
};

/** The SQL that fills an empty PostgreSQL. */
export const writeStatements = (tables: readonly SampleTable[]): string => {
  const inserts = tables.flatMap((table) => {
    const names = columnsOf(table);
    return table.rows.map((row) => {
      const values = names.map((name) => literal(row[name] ?? null));
      return `INSERT INTO public.${table.name} (${names.join(', ')}) VALUES (${values.join(', ')});`;
    });
  });
  return [...tables.map(created), ...inserts].join('\n');
};
