import { type Finding, FindingSeverity, SkillImportAction } from '@tmws/contract';
import { enumText } from '@tmws/terminal';
import type { ImportReport } from '../import/import-report.ts';
import type { ImportedSkill } from '../import/import-source.ts';

/** Fails the build when the contract gets a field that is not printed. */
type Nothing = Readonly<Record<string, never>>;

const findingJson = (finding: Finding): object => {
  const { id, code, severity, field, text, done, file, line, relatedPatternIds, ruleId, pending, ...unprinted } =
    finding;
  unprinted satisfies Nothing;
  return {
    id,
    code,
    severity: enumText(FindingSeverity, severity),
    field,
    text,
    done,
    file,
    line: line ?? null,
    related_pattern_ids: relatedPatternIds,
    rule_id: ruleId,
    pending,
  };
};

const resultJson = (result: ImportedSkill): object => {
  const { root, path, patternId, patternName, version, action, findings, fileCount, bytes, ...unprinted } = result;
  unprinted satisfies Nothing;
  return {
    root,
    path,
    pattern_id: patternId,
    pattern_name: patternName,
    version,
    action: enumText(SkillImportAction, action),
    findings: findings.map(findingJson),
    file_count: fileCount,
    bytes,
  };
};

/** What `--json` prints: the keys of ImportSkillsResponse, with the root of each skill and what was no skill. */
export const reportJson = (report: ImportReport): object => ({
  results: report.results.map(resultJson),
  dry_run: false,
  searchable_by_words: report.searchableByWords,
  searchable_by_meaning: report.searchableByMeaning,
  skipped: report.skipped,
});
