import { type Caller, canChange, type Pattern } from '@tmws/domain';
import { auditUse } from '../audit/audit-use.ts';
import { changePattern } from '../pattern/change-pattern.ts';
import type { Store } from '../ports/store.ts';
import type { ImportWork } from './carry-out-import.ts';

const BEGINNING = 'no longer in ';
const LONGEST = 1_000;

/** Why the pattern of a skill is deprecated that is gone from its root. */
export const pruneReason = (root: string): string => `${BEGINNING}${root}`.slice(0, LONGEST).toWellFormed();

/**
 * Whether an import deprecated this version, and nobody has changed it since: its reason is also that of its present
 * revision, which people who deprecate by hand give for another thing.
 */
const isPruned = async (store: Store, pattern: Pattern): Promise<boolean> => {
  const { id, status, deprecatedReason, replacedBy, revision, deletedAt } = pattern;
  if (status !== 'DEPRECATED' || replacedBy !== undefined || deletedAt !== undefined) return false;
  if (deprecatedReason?.startsWith(BEGINNING) !== true) return false;
  return (await store.revisions.find(id, revision))?.reason === deprecatedReason;
};

/** The versions of a pattern that imports have deprecated, where the pattern itself is one and the caller may change it; else none. */
export const prunedVersions = async (store: Store, caller: Caller, pattern: Pattern): Promise<readonly Pattern[]> => {
  if (!canChange(caller, pattern) || !(await isPruned(store, pattern))) return [];
  const pruned: Pattern[] = [];
  for (const version of await store.patterns.findLineage(pattern.lineageId))
    if (await isPruned(store, version)) pruned.push(version);
  return pruned;
};

/** What a pattern is once its skill is back. */
export const RETURNED = { status: 'ACTIVE', deprecatedReason: undefined } as const;

/** Makes pruned versions ACTIVE again, within a transaction. Returns the pattern as it is then. */
export const bringBack = async (
  store: Store,
  { engine, owner }: Pick<ImportWork, 'engine' | 'owner'>,
  { pattern, pruned }: { readonly pattern: Pattern; readonly pruned: readonly Pattern[] },
): Promise<Pattern> => {
  const { caller } = owner;
  await auditUse(store, { engine, caller }, { pattern, action: 'ImportSkills', asAdmin: false });
  let present = pattern;
  for (const version of pruned) {
    const change = { pattern: version, content: RETURNED, reason: 'The skill is back.' };
    const changed = await changePattern(store, { engine, caller }, change);
    if (changed.id === pattern.id) present = changed;
  }
  return present;
};
