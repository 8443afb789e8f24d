import { effectiveness } from '@tmws/domain';
import type { Engine } from '../engine.ts';

/** Patterns in one transaction: few, as the ranking value takes a while to compute and others wait. */
const PAGE = 200;
const DAY_MILLISECONDS = 86_400_000;

const dayOf = (time: Date): number => Math.floor(time.getTime() / DAY_MILLISECONDS);

/**
 * Brings the stored ranking values up to date, as evidence ages: once a UTC day, and nothing where that was done
 * today. A use refreshes its own pattern's value, so that those used today are left as they are. One that was ended
 * begins anew the next time.
 *
 * @returns how many values were looked at
 */
export const refreshEffectiveness = async (
  context: Pick<Engine, 'unitOfWork' | 'clock'> & { readonly signal?: AbortSignal | undefined },
): Promise<number> => {
  const { unitOfWork, clock, signal } = context;
  const now = clock.now();
  const last = await unitOfWork.read((store) => store.usages.effectivenessRefreshedAt());
  if (last !== undefined && dayOf(last) === dayOf(now)) return 0;
  const before = new Date(dayOf(now) * DAY_MILLISECONDS);
  let after = '';
  let count = 0;
  for (;;) {
    const page = await unitOfWork.write(async (store) => {
      const resting = await store.usages.restingEffectiveness({ before, after, limit: PAGE });
      const values = resting.map((stored) => ({
        patternId: stored.patternId,
        stored: stored.effectiveness,
        effectiveness: effectiveness(stored, now),
      }));
      await store.usages.saveEffectiveness(values.filter((value) => value.effectiveness !== value.stored));
      return resting;
    });
    if (signal?.aborted === true) return count;
    count += page.length;
    after = page.at(-1)?.patternId ?? '';
    if (page.length < PAGE) break;
  }
  await unitOfWork.write((store) => store.usages.noteEffectivenessRefreshed(now));
  return count;
};
