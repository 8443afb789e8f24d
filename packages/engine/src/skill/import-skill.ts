import { type Caller, DomainError, LIMITS, type Pattern, type SkillFinding, type SkillFolder } from '@tmws/domain';
import type { Engine } from '../engine.ts';
import { lintFindings } from '../lint/lint-pattern.ts';
import { carryOutImport, planImport } from './carry-out-import.ts';
import { importFinding } from './import-finding.ts';
import type { ImportOptions } from './import-options.ts';
import { ownerOf, requireOwnerRight } from './import-owner.ts';
import { createImportRun, type ImportRun } from './import-run.ts';
import { digestFiles, skillDigest } from './skill-digest.ts';

/** What was done with a skill, or would be. */
export type ImportAction =
  | 'CREATED'
  | 'VERSION_CREATED'
  | 'SKIPPED'
  | 'RENAMED'
  | 'QUARANTINED'
  | 'REFUSED'
  | 'REMOVED'
  | 'PRUNED';

/** What became of one skill. */
export interface ImportSkillResult {
  readonly path: string;
  readonly action: ImportAction;
  /** Undefined where the skill was refused. Its id is empty where the pattern is only planned. */
  readonly pattern: Pattern | undefined;
  readonly findings: readonly SkillFinding[];
}

/** A skill to import. */
export interface ImportSkillInput {
  readonly folder: SkillFolder;
  readonly options: ImportOptions;
  /** What its sender noticed. */
  readonly findings: readonly SkillFinding[];
  /** Id of the version that its files were made from; undefined: the newest that came from its place. */
  readonly basePatternId?: string | undefined;
  /** The import that it is part of; undefined: one of its own. */
  readonly run?: ImportRun | undefined;
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

const refusal = (error: unknown): SkillFinding => {
  if (!(error instanceof DomainError) || error.reason !== 'INVALID_FIELD') throw error;
  return importFinding('not_a_pattern', 'error', { text: error.message, done: 'Not imported.' });
};

const noted = (run: ImportRun, pattern: Pattern | undefined): Pattern | undefined => {
  if (pattern === undefined) return undefined;
  run.lineages.add(pattern.lineageId);
  run.owners.add(pattern.agentId);
  return run.planned.has(pattern.id) ? { ...pattern, id: '' } : pattern;
};

/**
 * Makes a pattern of a skill folder and keeps every file of it, byte for byte. A skill that was imported before is
 * skipped when it is unchanged and becomes a new version when it changed, whose first revision says what changed; what
 * becomes of a different skill of a taken name, the options say. What the safety scan flags is stored as a DRAFT. Does
 * not wait for the index.
 *
 * @throws DomainError NOT_A_MEMBER, NOT_ADMIN, ACTING_FOR_OTHER_DENIED, NAMESPACE_NOT_FOUND, STORAGE_FULL; what is wrong
 * with the skill itself is a finding
 */
export const importSkill = async (
  engine: Engine,
  caller: Caller,
  input: ImportSkillInput,
): Promise<ImportSkillResult> => {
  const { folder, options, basePatternId, run = createImportRun() } = input;
  const { path } = folder;
  const refused = (findings: readonly SkillFinding[]): ImportSkillResult => ({
    path,
    action: 'REFUSED',
    pattern: undefined,
    findings,
  });
  requireOwnerRight(caller, options);
  run.paths.add(path);
  const tooLarge = sizeFinding(folder);
  if (tooLarge !== undefined) return refused([...input.findings, tooLarge]);
  const parsed = await engine.skillParser.parse(folder);
  if (parsed.findings.some(({ severity }) => severity === 'error'))
    return refused([...input.findings, ...parsed.findings]);
  const owner = ownerOf(caller, options, parsed);
  const findings = [...input.findings, ...parsed.findings, ...owner.findings];
  const files = digestFiles(folder.files);
  const namespace = options.namespace ?? caller.namespace;
  const digest = skillDigest(files);
  const skill = { path, parsed, digest, options, namespace, owner: owner.agentId, basePatternId };
  const { planned, categories } = run;
  const work = { engine, caller, owner, skill, files, found: parsed.found, categories };
  try {
    const done = await (options.mode === 'plan'
      ? engine.unitOfWork.read((store) => planImport(store, { ...work, planned }))
      : engine.unitOfWork.write((store) => carryOutImport(store, work)));
    const isNew = done.pattern !== undefined && done.action !== 'SKIPPED';
    const linted = isNew ? await lintFindings(engine, caller, done.pattern, 'later') : [];
    return {
      path,
      action: done.action,
      pattern: noted(run, done.pattern),
      findings: [...findings, ...done.findings, ...linted],
    };
  } catch (error) {
    return refused([...findings, refusal(error)]);
  }
};
