import {
  type Caller,
  compareVersionNumbers,
  DomainError,
  LIMITS,
  type NewPattern,
  nextPatch,
  type ParsedSkill,
  type Pattern,
  type SkillFinding,
  type SkillFolder,
} from '@tmws/domain';
import type { Engine } from '../engine.ts';
import { lintFindings } from '../lint/lint-pattern.ts';
import { storePattern } from '../pattern/store-pattern.ts';
import type { SkillSource, Store } from '../ports/store.ts';
import { type DigestedFile, digestFiles, skillDigest } from './skill-digest.ts';

/** What was done with a skill. */
export type ImportAction = 'CREATED' | 'VERSION_CREATED' | 'SKIPPED' | 'RENAMED' | 'REFUSED';

/** Where and how skills are imported. */
export interface ImportOptions {
  /** What tells the root from others; with a skill's path below it, the source by which the skill is known again. */
  readonly sourceKey: string;
  /** Undefined: the caller's. */
  readonly namespace: string | undefined;
  /** Undefined: TEAM. */
  readonly accessLevel: string | undefined;
}

/** What became of one skill. */
export interface ImportSkillResult {
  readonly path: string;
  readonly action: ImportAction;
  /** Undefined where the skill was refused. */
  readonly pattern: Pattern | undefined;
  readonly findings: readonly SkillFinding[];
}

const finding = (
  code: string,
  severity: SkillFinding['severity'],
  texts: { text: string; done: string },
): SkillFinding => ({
  code,
  severity,
  file: '',
  line: undefined,
  ...texts,
});

/** The refusal of a skill that is too large; undefined where it is not. */
const sizeFinding = (folder: SkillFolder): SkillFinding | undefined => {
  const bytes = folder.files.reduce((sum, file) => sum + file.content.length, 0);
  if (folder.files.length <= LIMITS.skillFiles && bytes <= LIMITS.skillBytes) return undefined;
  return finding('too_large', 'error', {
    text: `The skill has ${folder.files.length} files of ${bytes} bytes; at most ${LIMITS.skillFiles} files and ${LIMITS.skillBytes} bytes are allowed.`,
    done: 'Not imported.',
  });
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

interface Import {
  readonly engine: Engine;
  readonly caller: Caller;
  readonly options: ImportOptions;
  readonly folder: SkillFolder;
  readonly parsed: ParsedSkill;
  readonly files: readonly DigestedFile[];
  readonly digest: string;
}

type Decision = {
  readonly action: ImportAction;
  readonly pattern: Pattern;
  readonly findings: readonly SkillFinding[];
};

const sourceOf = ({ engine, folder, digest, options }: Import, patternId: string): SkillSource => ({
  patternId,
  root: options.sourceKey,
  path: folder.path,
  digest,
  importedAt: engine.clock.now(),
});

const store = async (to: Store, work: Import, given: NewPattern): Promise<Pattern> => {
  const pattern = await storePattern(to, { engine: work.engine, caller: work.caller }, given);
  await to.skills.addFiles(pattern.id, work.files);
  await to.skills.addSource(sourceOf(work, pattern.id));
  return pattern;
};

/** The frontmatter's version where it is greater and free, else the next free PATCH. */
const nextVersion = (parent: Pattern, wanted: string | undefined, lineage: readonly Pattern[]): string => {
  const taken = new Set(lineage.filter((pattern) => pattern.deletedAt === undefined).map((pattern) => pattern.version));
  if (wanted !== undefined && compareVersionNumbers(wanted, parent.version) > 0 && !taken.has(wanted)) return wanted;
  let next = nextPatch(parent.version);
  while (taken.has(next)) next = nextPatch(next);
  return next;
};

const decide = async (to: Store, work: Import): Promise<Decision> => {
  const { caller, options, parsed, digest } = work;
  const namespace = options.namespace ?? caller.namespace;
  const sources = await to.skills.sourcesAt(caller.agentId, options.sourceKey, work.folder.path);
  const earlier = await knownPattern(to, sources, namespace);
  if (earlier?.source.digest === digest) return { action: 'SKIPPED', pattern: earlier.pattern, findings: [] };
  if (earlier !== undefined) {
    const parent = earlier.pattern;
    const next = nextVersion(parent, parsed.version, await to.patterns.findLineage(parent.lineageId));
    const given = newPattern(parsed, options, {
      patternName: parent.patternName,
      namespace: parent.namespace,
      accessLevel: parent.accessLevel,
      version: next,
      parentPatternId: parent.id,
    });
    return { action: 'VERSION_CREATED', pattern: await store(to, work, given), findings: [] };
  }
  // After the source, since a skill that was changed back has the digest of its earlier version.
  const same = await knownPattern(to, await to.skills.sourcesOf(caller.agentId, digest), namespace);
  if (same !== undefined) {
    // Known by this place too from now on, so that a change there becomes its next version.
    await to.skills.addSource(sourceOf(work, same.pattern.id));
    return { action: 'SKIPPED', pattern: same.pattern, findings: [] };
  }
  const key = { namespace, agentId: caller.agentId, patternName: parsed.name.normalize('NFC') };
  if ((await to.patterns.findByName(key)).length === 0) {
    return { action: 'CREATED', pattern: await store(to, work, newPattern(parsed, options, {})), findings: [] };
  }
  const patternName = await freeName(to, key);
  const renamed = finding('name_taken', 'warning', {
    text: `A different skill named "${parsed.name}" is in namespace ${namespace} already.`,
    done: `Imported as "${patternName}".`,
  });
  return {
    action: 'RENAMED',
    pattern: await store(to, work, newPattern(parsed, options, { patternName })),
    findings: [renamed],
  };
};

const refusal = (error: unknown): SkillFinding => {
  if (!(error instanceof DomainError) || error.reason !== 'INVALID_FIELD') throw error;
  return finding('not_a_pattern', 'error', { text: error.message, done: 'Not imported.' });
};

/**
 * Makes a pattern of a skill folder and keeps every file of it, byte for byte. A skill that was imported before is
 * skipped when it is unchanged and becomes a new version when it changed; a different skill of a taken name is renamed.
 * Does not wait for the index.
 *
 * @throws DomainError NOT_A_MEMBER, NOT_ADMIN, STORAGE_FULL; what is wrong with the skill itself is a finding
 */
export const importSkill = async (
  engine: Engine,
  caller: Caller,
  input: { readonly folder: SkillFolder; readonly options: ImportOptions; readonly findings: readonly SkillFinding[] },
): Promise<ImportSkillResult> => {
  const { folder, options } = input;
  const tooLarge = sizeFinding(folder);
  if (tooLarge !== undefined)
    return { path: folder.path, action: 'REFUSED', pattern: undefined, findings: [...input.findings, tooLarge] };
  const parsed = await engine.skillParser.parse(folder);
  if (parsed.findings.some((found) => found.severity === 'error')) {
    return {
      path: folder.path,
      action: 'REFUSED',
      pattern: undefined,
      findings: [...input.findings, ...parsed.findings],
    };
  }
  const files = digestFiles(folder.files);
  const work: Import = { engine, caller, options, folder, parsed, files, digest: skillDigest(files) };
  const findings = [...input.findings, ...parsed.findings];
  try {
    const decision = await engine.unitOfWork.write((to) => decide(to, work));
    const linted = decision.action === 'SKIPPED' ? [] : await lintFindings(engine, caller, decision.pattern, 'later');
    return {
      path: folder.path,
      action: decision.action,
      pattern: decision.pattern,
      findings: [...findings, ...decision.findings, ...linted],
    };
  } catch (error) {
    return { path: folder.path, action: 'REFUSED', pattern: undefined, findings: [...findings, refusal(error)] };
  }
};
