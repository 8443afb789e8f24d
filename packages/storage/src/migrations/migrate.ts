import type { MikroORM } from '@mikro-orm/sqlite';
import type { Tables } from '../entities/tables.ts';
import type { SchemaState } from './schema-state.ts';
import type { SchemaStep } from './schema-steps.ts';

/** What {@link migrate} needs to know. */
export interface MigrateOptions {
  readonly state: SchemaState;
  readonly steps: readonly SchemaStep[];
  readonly productVersion: string;
  readonly now: Date;
}

/** Runs the steps that the database lacks, all in one transaction, and notes which product version ran them. */
export const migrate = async (orm: MikroORM, options: MigrateOptions): Promise<void> => {
  const { state, steps, productVersion, now } = options;
  if (state.version === steps.length) return;
  await orm.em.getConnection().transactional(async (transaction) => {
    const em = orm.em.fork();
    em.setTransactionContext(transaction);
    await orm.migrator.up({ transaction });
    await em
      .getKysely<Tables>()
      .insertInto('schema_versions')
      .values(
        steps.slice(state.version).map((step, index) => ({
          version: state.version + index + 1,
          name: step.name,
          product_version: productVersion,
          applied_at: now.getTime(),
        })),
      )
      .execute();
  });
};
