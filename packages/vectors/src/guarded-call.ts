import { DomainError } from '@tmws/domain';
import type { PatternTable } from './pattern-table.ts';

/** A call on a table. */
export interface GuardedCall<Result> {
  readonly work: (table: PatternTable) => Promise<Result>;
  /** The same call without its condition, to tell whether files or the condition are at fault. */
  readonly replay?: (table: PatternTable) => Promise<unknown>;
  /** Told when the table turns out to be unreadable. */
  readonly onDamage: (reason: string) => void;
}

/**
 * Runs a call on a table. Where it fails, the table is read through: if that fails too, its files are gone or broken,
 * and INDEX_REBUILDING is thrown; if not, INTERNAL. Never judged by the text of an error.
 */
export async function guardedCall<Result>(table: PatternTable, call: GuardedCall<Result>): Promise<Result> {
  try {
    return await call.work(table);
  } catch (error) {
    if (error instanceof DomainError) throw error;
    try {
      await table.probeAll();
      await call.replay?.(table);
    } catch (cause) {
      const reason = unreadableReason(cause);
      call.onDamage(reason);
      throw indexRefusal(reason, cause);
    }
    throw new DomainError('INTERNAL', `The index did not do what was asked (${firstLine(error)}). Try again.`, {
      cause: error,
    });
  }
}

/** The error of a call that no index can answer at present. */
export function indexRefusal(reason: string, cause?: unknown): DomainError {
  return new DomainError('INDEX_REBUILDING', `${reason} Try again once the index has been rebuilt.`, {
    metadata: { index_reason: reason },
    cause,
  });
}

/** One sentence about an index whose files cannot be read. */
export function unreadableReason(error: unknown): string {
  return `The index cannot be read (${firstLine(error)}).`;
}

const LONGEST_DETAIL = 200;

/** What an error of the storage says, cut to 200 units: the rest is a stack of another language. */
export function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split('\n', 1)[0] ?? '').slice(0, LONGEST_DETAIL);
}
