import type { Caller, Finding, Pattern, SkillFinding } from '@tmws/domain';
import { auditUse } from '../audit/audit-use.ts';
import type { Engine } from '../engine.ts';
import { placeInLineage } from '../pattern/place-in-lineage.ts';
import { checkNewcomer, patternAt, storePattern } from '../pattern/store-pattern.ts';
import type { SkillSource, Store } from '../ports/store.ts';
import { scanImport } from '../scan/scan-import.ts';
import { type CategoryMemory, chooseCategory } from './choose-category.ts';
import { decideImport, type ImportDecision, type KnownSkill, type NewSkill, type ReadSkill } from './decide-import.ts';
import { importFinding } from './import-finding.ts';
import { type ImportOwner, makeOwnerKnown } from './import-owner.ts';
import type { ImportView } from './import-view.ts';
import type { PlannedImports } from './planned-imports.ts';
import { bringBack, prunedVersions, RETURNED } from './pruned-skill.ts';
import { describeChange } from './skill-change.ts';
import type { DigestedFile } from './skill-digest.ts';

/** A skill to be stored, or planned. */
export interface ImportWork {
  readonly engine: Engine;
  /** Who imports. */
  readonly caller: Caller;
  readonly owner: ImportOwner;
  readonly skill: ReadSkill;
  readonly files: readonly DigestedFile[];
  /** What the safety scan found in the skill. */
  readonly found: readonly Finding[];
  readonly categories: CategoryMemory;
}

/** What was done, or would be. */
export interface ImportDone {
  readonly action: ImportDecision['action'] | 'QUARANTINED';
  /** Undefined where the skill was refused. */
  readonly pattern: Pattern | undefined;
  readonly findings: readonly SkillFinding[];
}

const sourceOf = ({ engine, skill }: ImportWork, patternId: string): SkillSource => {
  const { options, path, digest } = skill;
  return { patternId, root: options.sourceKey, path, digest, importedAt: engine.clock.now() };
};

/** What changed since the version before; undefined for a pattern that is new. */
const changeOf = async (
  view: ImportView,
  { files }: ImportWork,
  { parent, given }: NewSkill,
): Promise<string | undefined> =>
  parent === undefined
    ? undefined
    : describeChange({ pattern: parent, files: await view.skills.files(parent.id) }, { given, files });

const withChange = (findings: readonly SkillFinding[], change: string | undefined): readonly SkillFinding[] =>
  change === undefined
    ? findings
    : [...findings, importFinding('skill_changed', 'info', { text: change, done: 'Made it the next version.' })];

/** What the safety scan makes of a new pattern: a DRAFT where it holds it back. */
const judge = async (view: ImportView, { engine, caller, skill, found }: ImportWork, decision: NewSkill) => {
  const { acceptFindings = [] } = skill.options;
  const { given, action, findings } = decision;
  const scanned = await scanImport(view, { engine, caller, acceptFindings }, { given, findings: found });
  return {
    kept: scanned.kept,
    given: scanned.isFlagged ? ({ ...given, status: 'DRAFT' } as const) : given,
    action: scanned.isFlagged ? ('QUARANTINED' as const) : action,
    findings: [...findings, ...scanned.kept.map(({ finding }) => finding)],
  };
};

const withCategory = (store: Store, { caller, skill, categories }: ImportWork, decision: NewSkill): Promise<NewSkill> =>
  chooseCategory(store, { caller, skill, memory: categories }, decision);

const storeNew = async (store: Store, work: ImportWork, decision: NewSkill): Promise<ImportDone> => {
  const { engine, caller, owner, files } = work;
  const { action, given, findings, kept } = await judge(store, work, decision);
  const change = await changeOf(store, work, decision);
  await makeOwnerKnown(store, { engine, caller }, owner);
  const pattern = await storePattern(store, { engine, caller: owner.caller, reason: change, found: kept }, given);
  await auditUse(store, { engine, caller: owner.caller }, { pattern, action: 'ImportSkills', asAdmin: false });
  await store.skills.addFiles(pattern.id, files);
  await store.skills.addSource(sourceOf(work, pattern.id));
  return { action, pattern, findings: withChange(findings, change) };
};

const RETURN_FINDING = importFinding('skill_returned', 'info', {
  text: 'The skill is back: an import had deprecated its pattern since it was gone.',
  done: 'Made it ACTIVE again.',
});

const storeReturn = async (store: Store, work: ImportWork, decision: KnownSkill): Promise<ImportDone> => {
  const { pattern, isSame } = decision;
  const pruned = isSame ? await prunedVersions(store, work.owner.caller, pattern) : [];
  if (pruned.length === 0) return decision;
  const present = await bringBack(store, work, { pattern, pruned });
  return { ...decision, pattern: present, findings: [...decision.findings, RETURN_FINDING] };
};

/** Tells again what the scan finds in a skill that is stored already and its owner has not let pass. */
const withHeld = async (view: ImportView, work: ImportWork, done: ImportDone): Promise<ImportDone> => {
  const { engine, caller, found } = work;
  const { pattern } = done;
  if (pattern === undefined) return done;
  const given = { parentPatternId: pattern.id };
  const { kept } = await scanImport(view, { engine, caller, acceptFindings: [] }, { given, findings: found });
  const open = kept.filter(({ approval }) => approval === undefined).map(({ finding }) => finding);
  const told = pattern.status === 'DRAFT' ? open : open.map((finding) => ({ ...finding, done: '' }));
  return { ...done, findings: [...done.findings, ...told] };
};

const planReturn = async (
  store: Store,
  work: ImportWork & { readonly planned: PlannedImports },
  decision: KnownSkill,
): Promise<KnownSkill> => {
  const { pattern, isSame, findings } = decision;
  const pruned = isSame ? await prunedVersions(store, work.owner.caller, pattern) : [];
  if (pruned.length === 0 || !work.planned.addReturn(pattern.lineageId)) return decision;
  return { ...decision, pattern: { ...pattern, ...RETURNED }, findings: [...findings, RETURN_FINDING] };
};

/** Decides about a skill and does it, within a transaction. */
export const carryOutImport = async (store: Store, work: ImportWork): Promise<ImportDone> => {
  const decision = await decideImport(store, work.skill);
  switch (decision.action) {
    case 'REFUSED':
      return { ...decision, pattern: undefined };
    case 'SKIPPED':
      if (decision.isNewPlace) await store.skills.addSource(sourceOf(work, decision.pattern.id));
      return withHeld(store, work, await storeReturn(store, work, decision));
    default:
      return storeNew(store, work, await withCategory(store, work, decision));
  }
};

const planNew = async (
  view: ImportView,
  work: ImportWork & { readonly planned: PlannedImports },
  decision: NewSkill,
): Promise<ImportDone> => {
  const { engine, owner, files, planned } = work;
  const { action, given, findings } = await judge(view, work, decision);
  const change = await changeOf(view, work, decision);
  const newcomer = checkNewcomer(owner.caller, given);
  const id = engine.newId();
  const place = await placeInLineage(view, owner.caller, { id, ...newcomer });
  const pattern = patternAt(newcomer, place, { id, now: engine.clock.now() });
  planned.add(pattern, files);
  planned.addSource(sourceOf(work, id), pattern.agentId);
  return { action, pattern, findings: withChange(findings, change) };
};

/** Decides as {@link carryOutImport} does, with what was planned before taken for stored, and stores nothing. */
export const planImport = async (
  store: Store,
  work: ImportWork & { readonly planned: PlannedImports },
): Promise<ImportDone> => {
  const view = work.planned.over(store);
  const decision = await decideImport(view, work.skill);
  switch (decision.action) {
    case 'REFUSED':
      return { ...decision, pattern: undefined };
    case 'SKIPPED': {
      const { pattern, isNewPlace } = decision;
      if (isNewPlace) work.planned.addSource(sourceOf(work, pattern.id), pattern.agentId);
      return withHeld(view, work, await planReturn(store, work, decision));
    }
    default:
      return planNew(view, work, await withCategory(store, work, decision));
  }
};
