import type { Finding } from '@tmws/contract';

/** What a sync does with one skill, in the order of the report's counts. */
export const SYNC_ACTIONS = [
  'imported',
  'versioned',
  'quarantined',
  'written',
  'moved',
  'unchanged',
  'removed',
  'pruned',
  'conflict',
  'kept',
  'gone',
  'refused',
] as const;

/**
 * One of {@link SYNC_ACTIONS}. Of the folder: `imported` as a new pattern, `versioned` as the next version,
 * `quarantined` as a draft, `moved`, `removed` from it, `pruned` (removed, its pattern deprecated), `refused`. Of the
 * database: `written` to the folder, `kept` beside since the folder holds more than the skill, `gone` or not readable
 * any more. Both changed: `conflict`.
 */
export type SyncAction = (typeof SYNC_ACTIONS)[number];

/** What was done with one skill, or would be. */
export interface SyncResult {
  /** Of its folder, below the synced one; empty: the synced folder itself. */
  readonly path: string;
  readonly action: SyncAction;
  /** Empty where there is none (refused, or planned). */
  readonly patternId: string;
  readonly patternName: string;
  readonly version: string;
  readonly findings: readonly Finding[];
  /** Where the database's version was put instead, below the synced folder; empty: nowhere. */
  readonly beside: string;
}

/** What one sync did. */
export interface SyncReport {
  /** As typed. */
  readonly folder: string;
  readonly isDryRun: boolean;
  readonly results: readonly SyncResult[];
  /** Sentences on what is no skill. */
  readonly skipped: readonly string[];
  /** Whether what is gone from the folder was looked for: every folder of it could be read. */
  readonly isWhole: boolean;
}
