import type { TmwsClient } from '@tmws/client';
import { type Pattern, PatternStatus } from '@tmws/contract';
import type { Lineages } from './lineages.ts';
import type { SyncedSkill } from './sync-lock.ts';
import type { SyncNotes } from './sync-notes.ts';

const deprecate = async (client: TmwsClient, versions: readonly Pattern[], root: string): Promise<void> => {
  const deprecatedReason = `no longer in ${root}`;
  const updateMask = ['status', 'deprecated_reason'];
  // All of them, since an older one would take its place.
  for (const { id: patternId } of versions) {
    await client.patterns.updatePattern({ patternId, status: PatternStatus.DEPRECATED, deprecatedReason, updateMask });
  }
};

/** What is done with a skill that is gone. */
export interface Leave {
  readonly notes: SyncNotes;
  readonly lineages: Lineages;
  /** The synced folder, as typed. */
  readonly root: string;
  readonly isPruned: boolean;
  readonly isDryRun: boolean;
}

/**
 * Tells of a skill that is gone from the folder, as long as its pattern is in use and no other folder stands for it; or
 * deprecates its pattern. @throws RemoteError as the core refuses
 */
export const leaveSkill = async (client: TmwsClient, known: SyncedSkill, leave: Leave): Promise<void> => {
  const { notes, lineages, root, isPruned, isDryRun } = leave;
  if (notes.isElsewhere(known) || !lineages.isLiving(known.lineage_id)) {
    notes.drop(known.path);
    return;
  }
  const active = isPruned ? lineages.active(known.lineage_id) : [];
  if (active.length === 0) {
    notes.tell(known.path, 'removed', known);
    return;
  }
  if (!isDryRun) await deprecate(client, active, root);
  notes.drop(known.path);
  notes.tell(known.path, 'pruned', known);
};
