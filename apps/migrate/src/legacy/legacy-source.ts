import { EXIT_CODES, ProgramError } from '@tmws/terminal';

/** A value of a row: texts as they stand, JSON and times too; SQLite has numbers as well. */
export type LegacyValue = string | number | null;

/** A row by its columns, without those that hold vectors. */
export type LegacyRow = Readonly<Record<string, LegacyValue>>;

/** Where patterns of each generation of the Python implementation stand. */
export const PATTERN_TABLES = ['learning_patterns', 'learning_patterns_v2'] as const;

/** Where its memories stand, those of type pattern among them. */
export const MEMORY_TABLES = ['memories', 'memories_v2'] as const;

/** Where each use of a pattern stands. */
export const HISTORY_TABLE = 'pattern_usage_history';

/** Every table that is read. */
export const LEGACY_TABLES: readonly string[] = [...PATTERN_TABLES, ...MEMORY_TABLES, HISTORY_TABLE];

/** What a row's embedding is dropped for: the core embeds the text itself. */
export const isVectorColumn = (column: string): boolean => column === 'embedding';

/** A database of the Python implementation. */
export interface LegacySource extends AsyncDisposable {
  readonly kind: 'sqlite' | 'dump' | 'postgresql';
  /** As people are shown it, without a password. */
  readonly name: string;
  /** The columns of each table of {@link LEGACY_TABLES} that it has, without those of vectors. */
  readonly tables: ReadonlyMap<string, readonly string[]>;
  /** Rows of all tables together. */
  readonly rowCount: number;
  /** The rows of one of its tables, a few at a time. @throws LegacyError for what cannot be read */
  rows(table: string): AsyncIterable<LegacyRow>;
}

/** A database that cannot be read. Ends with exit code 6, or 3 where it is not there. */
export class LegacyError extends ProgramError {
  override readonly name = 'LegacyError';

  constructor(message: string, { isMissing = false }: { readonly isMissing?: boolean } = {}) {
    super(message, {
      reason: isMissing ? 'SOURCE_NOT_FOUND' : 'SOURCE_UNREADABLE',
      exitCode: isMissing ? EXIT_CODES.notFound : EXIT_CODES.invalidInput,
    });
  }
}
