import type { Connection } from '@lancedb/lancedb';
import type { IndexSpec } from '@tmws/engine';
import { dropGenerations, readGenerations } from './generation-record.ts';
import { unreadableReason } from './guarded-call.ts';
import { openPatternTable, type PatternTable, type TableOptions } from './pattern-table.ts';

/** What opening found: a table that can be served, or why there is none. */
export type OpenedTable =
  | { readonly kind: 'usable'; readonly table: PatternTable }
  | { readonly kind: 'unusable'; readonly reason: string };

/** Opens the served generation and drops what a rebuild that did not end left behind. Throws nothing. */
export async function openServedTable(
  connect: () => Promise<Connection>,
  options: TableOptions & { readonly spec: IndexSpec },
): Promise<OpenedTable> {
  try {
    const database = await connect();
    const { served, present } = await readGenerations(database);
    await dropGenerations(
      database,
      present.filter((generation) => generation !== served),
    );
    if (served === undefined || !present.includes(served)) return unusable('There is no index.');
    const table = await openPatternTable(database, options.spec, { ...options, generation: served });
    if (table !== undefined) return { kind: 'usable', table };
    return unusable('The index was made with another model or another preparation of texts.');
  } catch (error) {
    return unusable(unreadableReason(error));
  }
}

const unusable = (reason: string): OpenedTable => ({ kind: 'unusable', reason });
