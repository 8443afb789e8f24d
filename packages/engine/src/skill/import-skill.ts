import { type Caller, DomainError, LIMITS, type Pattern, type SkillFinding, type SkillFolder } from '@tmws/domain';
import type { Engine } from '../engine.ts';
import { lintFindings } from '../lint/lint-pattern.ts';
import { storePattern } from '../pattern/store-pattern.ts';
import type { Store } from '../ports/store.ts';
import { decideImport, type ReadSkill } from './decide-import.ts';
import { importFinding } from './import-finding.ts';
import type { ImportOptions } from './import-options.ts';
import { type DigestedFile, digestFiles, skillDigest } from './skill-digest.ts';

/** What was done with a skill. */
export type ImportAction = 'CREATED' | 'VERSION_CREATED' | 'SKIPPED' | 'RENAMED' | 'REFUSED';

/** What became of one skill. */
export interface ImportSkillResult {
  readonly path: string;
  readonly action: ImportAction;
  /** Undefined where the skill was refused. */
  readonly pattern: Pattern | undefined;
  readonly findings: readonly SkillFinding[];
}

interface Work {
  readonly engine: Engine;
  readonly caller: Caller;
  readonly options: ImportOptions;
}

interface Done {
  readonly action: ImportAction;
  readonly pattern: Pattern;
  readonly findings: readonly SkillFinding[];
}

/** The refusal of a skill that is too large; undefined where it is not. */
const sizeFinding = (folder: SkillFolder): SkillFinding | undefined => {
  const bytes = folder.files.reduce((sum, file) => sum + file.content.length, 0);
  if (folder.files.length <= LIMITS.skillFiles && bytes <= LIMITS.skillBytes) return undefined;
  return importFinding('too_large', 'error', {
    text: `The skill has ${folder.files.length} files of ${bytes} bytes; at most ${LIMITS.skillFiles} files and ${LIMITS.skillBytes} bytes are allowed.`,
    done: 'Not imported.',
  });
};

const carryOut = async (
  store: Store,
  { engine, caller, options }: Work,
  skill: ReadSkill & { readonly files: readonly DigestedFile[] },
): Promise<Done> => {
  const decision = await decideImport(store, { caller, options }, skill);
  const { action, findings } = decision;
  const pattern =
    decision.action === 'SKIPPED' ? decision.pattern : await storePattern(store, { engine, caller }, decision.given);
  if (decision.action !== 'SKIPPED') await store.skills.addFiles(pattern.id, skill.files);
  if (decision.action !== 'SKIPPED' || decision.isNewPlace) {
    const { path, digest } = skill;
    const importedAt = engine.clock.now();
    await store.skills.addSource({ patternId: pattern.id, root: options.sourceKey, path, digest, importedAt });
  }
  return { action, pattern, findings };
};

const refusal = (error: unknown): SkillFinding => {
  if (!(error instanceof DomainError) || error.reason !== 'INVALID_FIELD') throw error;
  return importFinding('not_a_pattern', 'error', { text: error.message, done: 'Not imported.' });
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
  const { path } = folder;
  const refused = (findings: readonly SkillFinding[]): ImportSkillResult => ({
    path,
    action: 'REFUSED',
    pattern: undefined,
    findings,
  });
  const tooLarge = sizeFinding(folder);
  if (tooLarge !== undefined) return refused([...input.findings, tooLarge]);
  const parsed = await engine.skillParser.parse(folder);
  const findings = [...input.findings, ...parsed.findings];
  if (parsed.findings.some(({ severity }) => severity === 'error')) return refused(findings);
  const files = digestFiles(folder.files);
  const skill = { path, parsed, files, digest: skillDigest(files) };
  try {
    const done = await engine.unitOfWork.write((store) => carryOut(store, { engine, caller, options }, skill));
    const linted = done.action === 'SKIPPED' ? [] : await lintFindings(engine, caller, done.pattern, 'later');
    return { path, ...done, findings: [...findings, ...done.findings, ...linted] };
  } catch (error) {
    return refused([...findings, refusal(error)]);
  }
};
