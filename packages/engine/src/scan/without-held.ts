import type { Pattern } from '@tmws/domain';
import type { Store } from '../ports/store.ts';

/**
 * Patterns without those that the safety scan holds back: what nobody has let pass enters no model's context, not even
 * its owner's.
 */
export const withoutHeld = async (
  { findings }: Pick<Store, 'findings'>,
  patterns: readonly Pattern[],
): Promise<readonly Pattern[]> => {
  const free: Pattern[] = [];
  for (const pattern of patterns) {
    const open = pattern.status === 'DRAFT' ? await findings.open(pattern.id, pattern.revision) : [];
    if (open.length === 0) free.push(pattern);
  }
  return free;
};
