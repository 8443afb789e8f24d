import type { CompiledQuery } from 'kysely';
import type { Database } from './entities/tables.ts';
import type { Session } from './session.ts';

/** Runs a query whose text was built before, with parameters in the order in which the text has them. */
export type CompiledOnce<Row> = (session: Session, parameters: readonly unknown[]) => Promise<Row[]>;

/**
 * A query that is built once for each storage: for those that run at every call, building the text takes several times
 * as long as running it.
 *
 * @param build makes the query, with any values in the places of its parameters
 */
export const compiledOnce = <Row>(
  build: (database: Database) => { compile(): CompiledQuery<Row> },
): CompiledOnce<Row> => {
  const texts = new WeakMap<object, CompiledQuery<Row>>();
  return async ({ database, storage }, parameters) => {
    const known = texts.get(storage) ?? build(database).compile();
    texts.set(storage, known);
    const { rows } = await database.executeQuery<Row>({ ...known, parameters });
    return rows;
  };
};
