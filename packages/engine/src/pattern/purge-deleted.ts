import { LIMITS, SYSTEM_AGENT } from '@tmws/domain';
import type { Clock } from '../ports/clock.ts';
import type { UnitOfWork } from '../ports/store.ts';
import { removeForGood } from './purge-pattern.ts';

const DAY_MILLISECONDS = 86_400_000;

/** So many are looked up at a time; each is purged in a transaction of its own, so that others get their turn. */
const PATTERNS_TOGETHER = 100;

/**
 * Purges the patterns that were deleted more than 30 days ago, each noted in the audit log.
 *
 * @returns how many there were
 */
export const purgeDeleted = async (options: {
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}): Promise<number> => {
  const { unitOfWork, clock, signal } = options;
  const before = new Date(clock.now().getTime() - LIMITS.deletedDays * DAY_MILLISECONDS);
  let purged = 0;
  for (;;) {
    const ids = await unitOfWork.read((store) => store.removal.hiddenBefore(before, PATTERNS_TOGETHER));
    for (const id of ids) {
      if (signal.aborted) return purged;
      await unitOfWork.write(async (store) => {
        const pattern = await store.patterns.find(id);
        // It may have come back since it was looked up.
        if (pattern?.deletedAt === undefined || pattern.deletedAt >= before) return;
        const at = clock.now();
        await removeForGood(store, pattern, at);
        await store.audit.append({
          at,
          agentId: SYSTEM_AGENT,
          actingFor: undefined,
          action: 'PurgePattern',
          targetKind: 'pattern',
          targetId: pattern.id,
          namespace: pattern.namespace,
          detail: { deleted_days: LIMITS.deletedDays },
        });
        purged += 1;
      });
    }
    if (ids.length < PATTERNS_TOGETHER) return purged;
  }
};
