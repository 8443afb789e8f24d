import {
  FindingSeverity,
  ImportConflict,
  type ImportSkillsHeader,
  type ImportSkillsResponse,
  type SkillFileInfo,
  SkillImportResult,
} from '@tmws/contract';
import { type FieldViolation, invalidFields, LIMITS, type Pattern, textViolations } from '@tmws/domain';
import type { ImportOptions, ImportSkillResult, MissingInput, Searchable, StoredSkillFile } from '@tmws/engine';
import { ACCESS_LEVEL_NUMBERS, IMPORT_ACTION_NUMBERS, readEnum } from './enum-names.ts';
import { everyFieldIsRead } from './every-field.ts';
import { toFinding } from './finding.ts';

const LONGEST_ROOT = 1_024;
const LONGEST_SOURCE_KEY = 4_096;
const CONFLICT_NUMBERS = {
  RENAME: ImportConflict.RENAME,
  SKIP: ImportConflict.SKIP,
  VERSION: ImportConflict.VERSION,
  REFUSE: ImportConflict.REFUSE,
} as const;

/** Where the skills of an import come from, and how they are imported. */
export interface ImportHeader {
  readonly root: string;
  readonly options: ImportOptions;
  /** What is done about known skills that are not among them; undefined: the stream does not hold all of its root. */
  readonly missing: MissingInput['missing'] | undefined;
  readonly requestId: string | undefined;
}

const pruneViolations = (complete: boolean, prune: boolean): readonly FieldViolation[] =>
  prune && !complete
    ? [
        {
          field: 'prune',
          description: 'Only an import of all skills of a root can prune. Set complete too, or neither.',
        },
      ]
    : [];

/** What an import is about. @throws DomainError INVALID_FIELD */
export const fromImportSkillsHeader = (header: ImportSkillsHeader): ImportHeader => {
  const { root, namespace, accessLevel, onConflict, dryRun, serveAsSkill, authorAsOwner, complete, ...rest } = header;
  const { prune, acceptFindings, requestId, sourceKey, ...unread } = rest;
  everyFieldIsRead(unread);
  const violations = [
    ...textViolations('root', root, LONGEST_ROOT),
    ...(sourceKey === undefined ? [] : textViolations('source_key', sourceKey, LONGEST_SOURCE_KEY)),
    ...pruneViolations(complete, prune),
  ];
  if (violations.length > 0) throw invalidFields(violations);
  const missing = prune ? 'deprecate' : 'report';
  return {
    root,
    requestId,
    missing: complete ? missing : undefined,
    options: {
      sourceKey: sourceKey ?? root,
      namespace: namespace === '' ? undefined : namespace,
      accessLevel: readEnum('access_level', accessLevel, ACCESS_LEVEL_NUMBERS),
      onConflict: readEnum('on_conflict', onConflict, CONFLICT_NUMBERS),
      serveAsSkill,
      acceptFindings,
      owner: authorAsOwner ? 'author' : 'caller',
      mode: dryRun ? 'plan' : 'store',
    },
  };
};

/** What an import did with one skill, and how large it was. */
export interface ImportedSkill {
  readonly result: Omit<ImportSkillResult, 'pattern'> & {
    readonly pattern: Pick<Pattern, 'id' | 'patternName' | 'version'> | undefined;
  };
  readonly fileCount: number;
  readonly bytes: number;
}

const toImportResult = ({ result, fileCount, bytes }: ImportedSkill): SkillImportResult => ({
  path: result.path,
  patternId: result.pattern?.id ?? '',
  patternName: result.pattern?.patternName ?? '',
  version: result.pattern?.version ?? '',
  action: IMPORT_ACTION_NUMBERS[result.action],
  findings: result.findings.map(toFinding),
  fileCount,
  bytes,
});

const withoutNotes = (result: SkillImportResult): SkillImportResult => ({
  ...result,
  findings: result.findings.filter((finding) => finding.severity !== FindingSeverity.INFO),
});

/** The answer of ImportSkills; past 3 MiB notes (INFO) are left out of the findings. */
export const toImportSkillsResponse = (
  { imported, isPlan }: { readonly imported: readonly ImportedSkill[]; readonly isPlan: boolean },
  searchable: Searchable,
): ImportSkillsResponse => {
  const results = imported.map(toImportResult);
  const bytes = results.reduce((sum, result) => sum + SkillImportResult.encode(result).finish().length, 0);
  return {
    results: bytes > LIMITS.pageBytes ? results.map(withoutNotes) : results,
    dryRun: isPlan,
    searchableByWords: searchable.byWords,
    searchableByMeaning: searchable.byMeaning,
  };
};

/** A stored file as the contract has it. */
export const toSkillFileInfo = (file: StoredSkillFile): SkillFileInfo => ({
  path: file.path,
  size: file.size,
  mode: file.mode,
  sha256: file.digest,
});
