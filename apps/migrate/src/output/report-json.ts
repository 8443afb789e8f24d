import { SkillImportAction } from '@tmws/contract';
import { enumText } from '@tmws/terminal';
import { toFinding } from '../import/import-messages.ts';
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

/** The number of skills for each action that was taken. */
const counts = (results: readonly ImportedSkill[]): object => {
  const numbers: Record<string, number> = {};
  for (const { action } of results) {
    const name = enumText(SkillImportAction, action);
    numbers[name] = (numbers[name] ?? 0) + 1;
  }
  return numbers;
};

/**
 * What `--json` and `--report` give: the keys of ImportSkillsResponse, with the root of each skill, the counts, and what
 * was met in each root outside of its skills.
 */
export const reportJson = (report: ImportReport): object => ({
  results: report.results.map(resultJson),
  counts: counts(report.results),
  dry_run: report.isDryRun,
  searchable_by_words: report.searchableByWords,
  searchable_by_meaning: report.searchableByMeaning,
  skipped: report.skipped,
  sources: report.sources.map(({ root, findings, incomplete }) => ({
    root,
    removed_looked_for: incomplete === undefined,
    reason: incomplete ?? '',
    findings: findings.map((finding) => findingJson(toFinding(finding))),
  })),
});
