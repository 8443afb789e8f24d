import type { MikroORM } from '@mikro-orm/sqlite';
import { DomainError } from '@tmws/domain';
import type SqliteDatabase from 'better-sqlite3';
import { backUp } from './connection/backup.ts';
import { prepareDatabaseFile } from './connection/database-file.ts';
import { makeDurable, openNative, openOrm } from './connection/open-orm.ts';
import { migrate } from './migrations/migrate.ts';
import { readSchemaState, type SchemaState } from './migrations/schema-state.ts';
import type { SchemaStep } from './migrations/schema-steps.ts';

/** What {@link openDatabase} needs to know. */
export interface OpenDatabaseOptions {
  readonly path: string;
  readonly backupDir: string;
  readonly productVersion: string;
  readonly steps: readonly SchemaStep[];
  readonly now: Date;
}

const refuseNewer = (state: SchemaState, options: OpenDatabaseOptions): void => {
  const known = options.steps.length;
  if (state.version <= known) return;
  throw new DomainError(
    'SCHEMA_NEWER',
    `The database ${options.path} was made by version ${state.productVersion}, whose schema ${state.version} is newer than the schema ${known} of this version ${options.productVersion}. Run version ${state.productVersion} or later; nothing was changed.`,
    {
      metadata: {
        path: options.path,
        schema_version: String(state.version),
        known_schema_version: String(known),
        made_by: state.productVersion,
        product_version: options.productVersion,
      },
    },
  );
};

const prepare = (native: SqliteDatabase.Database, options: OpenDatabaseOptions): SchemaState => {
  const state = readSchemaState(native);
  refuseNewer(state, options);
  makeDurable(native);
  if (state.hasTables && state.version < options.steps.length) {
    backUp(native, { directory: options.backupDir, schemaVersion: state.version, now: options.now });
  }
  return state;
};

/**
 * Opens the database, makes its file where there is none, and brings its schema up to date after a backup copy.
 *
 * @throws DomainError SCHEMA_NEWER where a later version of the product made it
 */
export const openDatabase = async (
  options: OpenDatabaseOptions,
): Promise<{ readonly orm: MikroORM; readonly native: SqliteDatabase.Database }> => {
  prepareDatabaseFile(options.path);
  const native = openNative(options.path);
  let orm: MikroORM | undefined;
  try {
    const state = prepare(native, options);
    orm = await openOrm(options.path, native, options.steps);
    await migrate(orm, { state, steps: options.steps, productVersion: options.productVersion, now: options.now });
    return { orm, native };
  } catch (error) {
    await orm?.close();
    native.close();
    throw error;
  }
};
