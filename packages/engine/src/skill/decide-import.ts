import {
  compareVersionNumbers,
  type NewPattern,
  type ParsedSkill,
  type Pattern,
  type SkillFinding,
} from '@tmws/domain';
import type { SkillSource } from '../ports/store.ts';
import { importFinding } from './import-finding.ts';
import type { ImportOptions } from './import-options.ts';
import type { ImportView } from './import-view.ts';
import { freeName, newPattern, versionOf } from './new-skill-pattern.ts';

/** A skill that may be stored, read and digested, and whose it will be. */
export interface ReadSkill {
  readonly path: string;
  readonly parsed: ParsedSkill;
  /** Over its files, as `skillDigest` gives it. */
  readonly digest: string;
  readonly options: ImportOptions;
  readonly namespace: string;
  readonly owner: string;
  /** The version that its files were made from; undefined: the newest that came from its place. */
  readonly basePatternId: string | undefined;
}

/** A pattern or a version that a skill is to become. */
export interface NewSkill {
  readonly action: 'CREATED' | 'RENAMED' | 'VERSION_CREATED';
  readonly given: NewPattern;
  /** Of a new version. */
  readonly parent: Pattern | undefined;
  readonly findings: readonly SkillFinding[];
}

/** A skill that is left as it is. */
export interface KnownSkill {
  readonly action: 'SKIPPED';
  readonly pattern: Pattern;
  /** Whether the place is to be noted, so that a change there becomes the next version. */
  readonly isNewPlace: boolean;
  /** Whether the pattern is of this skill; false: it only has the skill's name. */
  readonly isSame: boolean;
  readonly findings: readonly SkillFinding[];
}

/** What is to be done with a skill, and with which pattern. */
export type ImportDecision =
  | NewSkill
  | KnownSkill
  | { readonly action: 'REFUSED'; readonly findings: readonly SkillFinding[] };

/** The pattern that a source became in the namespace, in its newest version. */
const knownPattern = async (
  view: ImportView,
  sources: readonly SkillSource[],
  namespace: string,
): Promise<{ source: SkillSource; pattern: Pattern } | undefined> => {
  for (const source of sources) {
    const pattern = await view.patterns.find(source.patternId);
    if (pattern?.deletedAt === undefined && pattern?.namespace === namespace) return { source, pattern };
  }
  return undefined;
};

/** The version that the sender knows the skill to be made from, where the new owner has it. */
const basePattern = async (view: ImportView, skill: ReadSkill): Promise<Pattern | undefined> => {
  const { basePatternId, namespace, owner } = skill;
  if (basePatternId === undefined) return undefined;
  const pattern = await view.patterns.find(basePatternId);
  const isOwn = pattern?.deletedAt === undefined && pattern?.namespace === namespace && pattern.agentId === owner;
  return isOwn ? pattern : undefined;
};

/** Whether the skill became that pattern after its base, as when it is sent again. */
const isLater = (pattern: Pattern, base: Pattern): boolean =>
  pattern.lineageId === base.lineageId && compareVersionNumbers(pattern.version, base.version) > 0;

/** What becomes of a skill whose name belongs to a pattern of another source. */
const decideTakenName = async (
  view: ImportView,
  skill: ReadSkill,
  { patternName, newest }: { readonly patternName: string; readonly newest: Pattern },
): Promise<ImportDecision> => {
  const { namespace, owner, parsed, options } = skill;
  const taken = (severity: SkillFinding['severity'], done: string): readonly SkillFinding[] => [
    importFinding('name_taken', severity, {
      text: `A different skill named "${parsed.name}" is in namespace ${namespace} already.`,
      done,
    }),
  ];
  const conflict = options.onConflict ?? 'RENAME';
  switch (conflict) {
    case 'SKIP':
      return {
        action: 'SKIPPED',
        pattern: newest,
        isNewPlace: false,
        isSame: false,
        findings: taken('warning', 'Left it out.'),
      };
    case 'REFUSE':
      return { action: 'REFUSED', findings: taken('error', 'Not imported.') };
    case 'VERSION': {
      const given = await versionOf(view, skill, newest);
      const findings = taken('warning', `Imported as its version ${given.version}.`);
      return { action: 'VERSION_CREATED', given, parent: newest, findings };
    }
    case 'RENAME': {
      const name = await freeName(view, { namespace, agentId: owner, patternName });
      const given = newPattern(skill, { patternName: name });
      return { action: 'RENAMED', given, parent: undefined, findings: taken('warning', `Imported as "${name}".`) };
    }
    default:
      return conflict satisfies never;
  }
};

/**
 * Decides what becomes of a skill: known by its place or its content, it is skipped or becomes a new version; else it
 * is new, and where a different skill has its name, what the options say. Changes nothing.
 */
export const decideImport = async (view: ImportView, skill: ReadSkill): Promise<ImportDecision> => {
  const { namespace, owner, options, digest, path } = skill;
  const earlier = await knownPattern(view, await view.skills.sourcesAt(owner, options.sourceKey, path), namespace);
  const base = await basePattern(view, skill);
  if (earlier?.source.digest === digest && (base === undefined || isLater(earlier.pattern, base)))
    return { action: 'SKIPPED', pattern: earlier.pattern, isNewPlace: false, isSame: true, findings: [] };
  const parent = base ?? earlier?.pattern;
  if (parent !== undefined) {
    const given = await versionOf(view, skill, parent);
    return { action: 'VERSION_CREATED', given, parent, findings: [] };
  }
  // After the source, since a skill that was changed back has the digest of its earlier version.
  const same = await knownPattern(view, await view.skills.sourcesOf(owner, digest), namespace);
  if (same !== undefined)
    return { action: 'SKIPPED', pattern: same.pattern, isNewPlace: true, isSame: true, findings: [] };
  const patternName = skill.parsed.name.normalize('NFC');
  const named = await view.patterns.findByName({ namespace, agentId: owner, patternName });
  const newest = named.toSorted((a, b) => compareVersionNumbers(b.version, a.version))[0];
  return newest === undefined
    ? { action: 'CREATED', given: newPattern(skill, {}), parent: undefined, findings: [] }
    : decideTakenName(view, skill, { patternName, newest });
};
