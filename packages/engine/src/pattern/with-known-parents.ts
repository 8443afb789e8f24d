import { type Caller, canAdminister, canRead, type Pattern } from '@tmws/domain';
import type { Store } from '../ports/store.ts';

/** Reads patterns by their ids. */
type Patterns = Pick<Store['patterns'], 'findMany'>;

const isKnown = (caller: Caller, child: Pattern, parent: Pattern | undefined): boolean => {
  // Of a purged parent nothing is left that would tell who could read it.
  if (parent === undefined) return child.agentId === caller.agentId;
  return canRead(caller, { ...parent, deletedAt: undefined });
};

/**
 * Patterns as the caller may see them: without the id of a parent that does not exist for it, such as its owner's DRAFT.
 * A deleted parent is shown to those who could read it before.
 *
 * @param options.asAdmin whether the caller uses its right as an admin, which opens drafts too
 */
export const withKnownParents = async (
  { patterns: rows }: { readonly patterns: Patterns },
  { caller, asAdmin }: { readonly caller: Caller; readonly asAdmin?: boolean | undefined },
  patterns: readonly Pattern[],
): Promise<readonly Pattern[]> => {
  const ids = new Set(patterns.flatMap(({ parentPatternId }) => parentPatternId ?? []));
  if (ids.size === 0) return patterns;
  const parents = new Map((await rows.findMany([...ids])).map((parent) => [parent.id, parent]));
  return patterns.map((pattern) => {
    if (pattern.parentPatternId === undefined) return pattern;
    const parent = parents.get(pattern.parentPatternId);
    const isAdministered = asAdmin === true && canAdminister(caller, { ...(parent ?? pattern), deletedAt: undefined });
    return isKnown(caller, pattern, parent) || isAdministered ? pattern : { ...pattern, parentPatternId: undefined };
  });
};

/** One pattern as {@link withKnownParents} gives many. */
export const withKnownParent = async (
  store: { readonly patterns: Patterns },
  seeing: { readonly caller: Caller; readonly asAdmin?: boolean | undefined },
  pattern: Pattern,
): Promise<Pattern> => (await withKnownParents(store, seeing, [pattern]))[0] ?? pattern;
