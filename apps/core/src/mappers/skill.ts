import {
  FindingSeverity,
  ImportConflict,
  type ImportSkillsHeader,
  type ImportSkillsResponse,
  type ReadSkillFileRequest,
  type SkillFileInfo,
  SkillImportResult,
} from '@tmws/contract';
import { invalidFields, LIMITS, type Pattern, textViolations } from '@tmws/domain';
import type { ImportOptions, ImportSkillResult, Searchable, StoredSkillFile } from '@tmws/engine';
import { ACCESS_LEVEL_NUMBERS, IMPORT_ACTION_NUMBERS, readEnum } from './enum-names.ts';
import { everyFieldIsRead } from './every-field.ts';
import { toFinding } from './finding.ts';
import { refuseUnbuilt } from './refuse-unbuilt.ts';

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
  readonly requestId: string | undefined;
}

/** What an import is about. @throws DomainError INVALID_FIELD, CallRefusal NOT_IMPLEMENTED */
export const fromImportSkillsHeader = (header: ImportSkillsHeader): ImportHeader => {
  const { root, namespace, accessLevel, onConflict, dryRun, serveAsSkill, authorAsOwner, complete, ...rest } = header;
  const { prune, acceptFindings, requestId, sourceKey, ...unread } = rest;
  everyFieldIsRead(unread);
  // There is no safety scan yet.
  void acceptFindings;
  const conflict = readEnum('on_conflict', onConflict, CONFLICT_NUMBERS) ?? 'RENAME';
  refuseUnbuilt('ImportSkills', {
    on_conflict: conflict === 'RENAME' ? undefined : conflict,
    dry_run: dryRun,
    serve_as_skill: serveAsSkill === false ? 'false' : undefined,
    author_as_owner: authorAsOwner,
    complete,
    prune,
  });
  const violations = [
    ...textViolations('root', root, LONGEST_ROOT),
    ...(sourceKey === undefined ? [] : textViolations('source_key', sourceKey, LONGEST_SOURCE_KEY)),
  ];
  if (violations.length > 0) throw invalidFields(violations);
  return {
    root,
    requestId,
    options: {
      sourceKey: sourceKey ?? root,
      namespace: namespace === '' ? undefined : namespace,
      accessLevel: readEnum('access_level', accessLevel, ACCESS_LEVEL_NUMBERS),
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
  imported: readonly ImportedSkill[],
  searchable: Searchable,
): ImportSkillsResponse => {
  const results = imported.map(toImportResult);
  const bytes = results.reduce((sum, result) => sum + SkillImportResult.encode(result).finish().length, 0);
  return {
    results: bytes > LIMITS.pageBytes ? results.map(withoutNotes) : results,
    dryRun: false,
    searchableByWords: searchable.byWords,
    searchableByMeaning: searchable.byMeaning,
  };
};

/** Which file ReadSkillFile asks for. @throws CallRefusal NOT_IMPLEMENTED */
export const fromReadSkillFileRequest = (
  request: ReadSkillFileRequest,
): { readonly patternId: string; readonly path: string } => {
  const { patternId, path, revision, ...unread } = request;
  everyFieldIsRead(unread);
  refuseUnbuilt('ReadSkillFile', { revision });
  return { patternId, path };
};

/** A stored file as the contract has it. */
export const toSkillFileInfo = (file: StoredSkillFile): SkillFileInfo => ({
  path: file.path,
  size: file.size,
  mode: file.mode,
  sha256: file.digest,
});
