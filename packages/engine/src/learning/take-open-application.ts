import { type Caller, canRead } from '@tmws/domain';
import type { Store } from '../ports/store.ts';

/** An earlier answer of apply_pattern, for a reminder. */
export type OpenApplication = NonNullable<Awaited<ReturnType<Store['applications']['takeOpen']>>>;

/**
 * The caller's newest application before `before` without an outcome, which is mentioned once; of its patterns those
 * that the caller may still read. One of which it may read none any more is passed over.
 */
export const takeOpenApplication = async (
  {
    applications,
    patterns,
  }: { readonly applications: Store['applications']; readonly patterns: Pick<Store['patterns'], 'findMany'> },
  caller: Caller,
  before: Date,
): Promise<OpenApplication | undefined> => {
  for (;;) {
    const open = await applications.takeOpen(caller.agentId, before);
    if (open === undefined) return undefined;
    const found = await patterns.findMany(open.patternIds);
    const readable = new Set(found.filter((pattern) => canRead(caller, pattern)).map(({ id }) => id));
    const patternIds = open.patternIds.filter((id) => readable.has(id));
    if (patternIds.length > 0) return { ...open, patternIds };
  }
};
