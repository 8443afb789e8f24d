import {
  type Caller,
  compareVersionNumbers,
  type NewPattern,
  nextPatch,
  type ParsedSkill,
  type Pattern,
  type SkillFinding,
} from '@tmws/domain';
import type { SkillSource, Store } from '../ports/store.ts';
import { importFinding } from './import-finding.ts';
import type { ImportOptions } from './import-options.ts';

/** A skill that may be stored, read and digested. */
export interface ReadSkill {
  readonly path: string;
  readonly parsed: ParsedSkill;
  /** Over its files, as `skillDigest` gives it. */
  readonly digest: string;
}

/** What is to be done with a skill, and with which pattern. */
export type ImportDecision =
  | {
      readonly action: 'CREATED' | 'RENAMED' | 'VERSION_CREATED';
      readonly given: NewPattern;
      readonly findings: readonly SkillFinding[];
    }
  | {
      readonly action: 'SKIPPED';
      readonly pattern: Pattern;
      /** Whether the place is to be noted, so that a change there becomes the next version. */
      readonly isNewPlace: boolean;
      readonly findings: readonly SkillFinding[];
    };

const newPattern = (parsed: ParsedSkill, options: ImportOptions, place: Partial<NewPattern>): NewPattern => ({
  patternName: parsed.name,
  category: parsed.category,
  subcategory: parsed.subcategory,
  tags: parsed.tags,
  patternData: parsed.patternData,
  namespace: options.namespace,
  accessLevel: options.accessLevel ?? 'TEAM',
  learningWeight: parsed.learningWeight,
  version: parsed.version,
  serveAsSkill: true,
  ...place,
});

/** The pattern that a source became in the namespace, in its newest version. */
const knownPattern = async (
  store: Store,
  sources: readonly SkillSource[],
  namespace: string,
): Promise<{ source: SkillSource; pattern: Pattern } | undefined> => {
  for (const source of sources) {
    const pattern = await store.patterns.find(source.patternId);
    if (pattern?.deletedAt === undefined && pattern?.namespace === namespace) return { source, pattern };
  }
  return undefined;
};

const freeName = async (
  store: Store,
  key: { namespace: string; agentId: string; patternName: string },
): Promise<string> => {
  for (let number = 2; ; number += 1) {
    const patternName = `${key.patternName}-${number}`;
    if ((await store.patterns.findByName({ ...key, patternName })).length === 0) return patternName;
  }
};

/** The frontmatter's version where it is greater and free, else the next free PATCH. */
const nextVersion = (parent: Pattern, wanted: string | undefined, lineage: readonly Pattern[]): string => {
  const taken = new Set(lineage.filter((pattern) => pattern.deletedAt === undefined).map((pattern) => pattern.version));
  if (wanted !== undefined && compareVersionNumbers(wanted, parent.version) > 0 && !taken.has(wanted)) return wanted;
  let next = nextPatch(parent.version);
  while (taken.has(next)) next = nextPatch(next);
  return next;
};

const versionOf = async (
  store: Store,
  parent: Pattern,
  { parsed, options }: { readonly parsed: ParsedSkill; readonly options: ImportOptions },
): Promise<NewPattern> =>
  newPattern(parsed, options, {
    patternName: parent.patternName,
    namespace: parent.namespace,
    accessLevel: parent.accessLevel,
    version: nextVersion(parent, parsed.version, await store.patterns.findLineage(parent.lineageId)),
    parentPatternId: parent.id,
  });

/**
 * Decides what becomes of a skill: known by its place or its content, it is skipped or becomes a new version; else it
 * is new, under a name with a suffix where a different skill has its name. Changes nothing.
 */
export const decideImport = async (
  store: Store,
  work: { readonly caller: Caller; readonly options: ImportOptions },
  { path, parsed, digest }: ReadSkill,
): Promise<ImportDecision> => {
  const { caller, options } = work;
  const namespace = options.namespace ?? caller.namespace;
  const sources = await store.skills.sourcesAt(caller.agentId, options.sourceKey, path);
  const earlier = await knownPattern(store, sources, namespace);
  if (earlier?.source.digest === digest)
    return { action: 'SKIPPED', pattern: earlier.pattern, isNewPlace: false, findings: [] };
  if (earlier !== undefined) {
    const given = await versionOf(store, earlier.pattern, { parsed, options });
    return { action: 'VERSION_CREATED', given, findings: [] };
  }
  // After the source, since a skill that was changed back has the digest of its earlier version.
  const same = await knownPattern(store, await store.skills.sourcesOf(caller.agentId, digest), namespace);
  if (same !== undefined) return { action: 'SKIPPED', pattern: same.pattern, isNewPlace: true, findings: [] };
  const key = { namespace, agentId: caller.agentId, patternName: parsed.name.normalize('NFC') };
  if ((await store.patterns.findByName(key)).length === 0)
    return { action: 'CREATED', given: newPattern(parsed, options, {}), findings: [] };
  const patternName = await freeName(store, key);
  const renamed = importFinding('name_taken', 'warning', {
    text: `A different skill named "${parsed.name}" is in namespace ${namespace} already.`,
    done: `Imported as "${patternName}".`,
  });
  return { action: 'RENAMED', given: newPattern(parsed, options, { patternName }), findings: [renamed] };
};
