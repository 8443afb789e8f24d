import type { Breather } from './breather.ts';
import type { ChangeLog } from './change-log.ts';
import type { Database } from './entities/tables.ts';

/** What the repositories of one unit of work share. */
export interface Session {
  readonly database: Database;
  /** The same object in all sessions of one storage: what is kept for it goes with it. */
  readonly storage: object;
  readonly changes: ChangeLog;
  now(): Date;
  /** Awaited between the statements of long work. */
  readonly breathe: Breather;
}
