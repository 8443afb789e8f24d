import { SkillImportAction } from '@tmws/contract';
import { enumText } from '@tmws/terminal';
import type { ImportReport } from '../import/import-report.ts';
import type { ImportedSkill } from '../import/import-source.ts';
import { findingJson, type Nothing } from './finding-json.ts';

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
