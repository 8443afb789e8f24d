import { type Caller, canAdminister, canChange, type Pattern, SYSTEM_AGENT } from '@tmws/domain';
import { auditUse } from '../audit/audit-use.ts';
import type { Engine } from '../engine.ts';
import { changePattern } from '../pattern/change-pattern.ts';
import type { Store } from '../ports/store.ts';
import { importFinding } from './import-finding.ts';
import type { ImportOptions } from './import-options.ts';
import type { ImportRun } from './import-run.ts';
import type { ImportSkillResult } from './import-skill.ts';
import { pruneReason } from './pruned-skill.ts';

/** What is done with the patterns of skills that are no longer in their root. */
export interface MissingInput {
  readonly options: ImportOptions;
  /** Of all skills of the root. */
  readonly run: ImportRun;
  /** The root as people know it. */
  readonly root: string;
  /** `deprecate` their active versions; `report` leaves them. */
  readonly missing: 'report' | 'deprecate';
}

interface Missing {
  readonly path: string;
  readonly pattern: Pattern;
  /** Whether another root has the same skill. */
  readonly isElsewhere: boolean;
}

const isReached = (caller: Caller, { owner }: ImportOptions, pattern: Pattern): boolean =>
  canChange(caller, pattern) || (owner === 'author' && canAdminister(caller, pattern));

/** The newest pattern of each lineage that is known by paths of the root alone that did not come. */
const findMissing = async (
  store: Store,
  caller: Caller,
  { options, run }: Pick<MissingInput, 'options' | 'run'>,
): Promise<readonly Missing[]> => {
  const namespace = options.namespace ?? caller.namespace;
  const owners = new Set([...run.owners, options.accessLevel === 'SYSTEM' ? SYSTEM_AGENT : caller.agentId]);
  const found = new Map<string, Missing>();
  for (const owner of owners) {
    // The newest first: a skill that was moved is told by its last place.
    for (const { path, patternId, digest } of await store.skills.sourcesBelow(owner, options.sourceKey)) {
      const pattern = run.paths.has(path) ? undefined : await store.patterns.find(patternId);
      if (pattern?.namespace !== namespace || pattern.deletedAt !== undefined) continue;
      if (found.has(pattern.lineageId) || run.lineages.has(pattern.lineageId)) continue;
      const same = await store.skills.sourcesOf(owner, digest);
      const isElsewhere = same.some(({ root }) => root !== options.sourceKey);
      found.set(pattern.lineageId, { path, pattern, isElsewhere });
    }
  }
  return [...found.values()]
    .filter(({ pattern }) => isReached(caller, options, pattern))
    .filter(({ pattern }) => pattern.status === 'ACTIVE' || pattern.status === 'DRAFT')
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
};

/** The pattern as it is once its active versions are deprecated, all of them, since an older one would take its place. */
const deprecate = async (
  store: Store,
  { engine, caller, root }: { readonly engine: Engine; readonly caller: Caller; readonly root: string },
  pattern: Pattern,
): Promise<Pattern> => {
  const reason = pruneReason(root);
  const lineage = await store.patterns.findLineage(pattern.lineageId);
  const asAdmin = !canChange(caller, pattern);
  await auditUse(store, { engine, caller }, { pattern, action: 'ImportSkills', asAdmin });
  let present = pattern;
  for (const version of lineage.filter(({ status, deletedAt }) => status === 'ACTIVE' && deletedAt === undefined)) {
    const content = { status: 'DEPRECATED', deprecatedReason: reason } as const;
    const changed = await changePattern(store, { engine, caller }, { pattern: version, content, reason });
    if (changed.id === pattern.id) present = changed;
  }
  return present;
};

/**
 * Tells of the skills that an earlier import took from the root and that this one, of all of its skills, does not hold:
 * of the caller's patterns, and of those of owners whose skills came. With `deprecate` their active versions become
 * DEPRECATED, which whoever may change them can undo; nothing is deleted. A plan does the same and changes nothing.
 * Patterns that are deprecated or retired already are left out, as are skills that were moved below the root. What
 * another root has too, and drafts, are not deprecated.
 *
 * @returns by path
 */
export const reportMissing = async (
  engine: Engine,
  caller: Caller,
  { options, run, root, missing }: MissingInput,
): Promise<readonly ImportSkillResult[]> => {
  const found = await engine.unitOfWork.read((store) => findMissing(store, caller, { options, run }));
  const results: ImportSkillResult[] = [];
  for (const { path, pattern, isElsewhere } of found) {
    // A draft that is deprecated would be seen by others.
    const isPruned = missing === 'deprecate' && pattern.status === 'ACTIVE' && !isElsewhere;
    const isStored = isPruned && options.mode !== 'plan';
    const present = isStored
      ? await engine.unitOfWork.write((store) => deprecate(store, { engine, caller, root }, pattern))
      : pattern;
    results.push({
      path,
      action: isPruned ? 'PRUNED' : 'REMOVED',
      pattern: present,
      findings: [
        importFinding('skill_missing', 'warning', {
          text: `The skill is no longer in ${root}.`,
          done: isPruned
            ? 'Deprecated its pattern.'
            : `Kept its pattern as it is${isElsewhere ? '; another root has the same skill' : ''}.`,
        }),
      ],
    });
  }
  return results;
};
