import { FindingSeverity, SkillImportAction } from '@tmws/contract';
import { enumText, type Page, plainLine } from '@tmws/terminal';
import { table } from '@tmws/terminal/table';
import type { ImportReport } from '../import/import-report.ts';
import type { ImportedSkill } from '../import/import-source.ts';

const counted = (keys: readonly string[]): readonly (readonly [string, number])[] => {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
};

const actionText = (action: SkillImportAction): string => enumText(SkillImportAction, action).replaceAll('_', ' ');

const skillRow = (result: ImportedSkill): readonly string[] => {
  const grave = result.findings.filter(({ severity }) => severity !== FindingSeverity.INFO);
  return [
    actionText(result.action),
    result.patternName || result.path,
    result.version,
    result.patternId,
    [...new Set(grave.map(({ code }) => code))].join(', '),
  ];
};

const findingRows = (results: readonly ImportedSkill[]): readonly (readonly string[])[] => {
  const findings = results.flatMap((result) => result.findings);
  const severityOf = new Map(findings.map(({ code, severity }) => [code, enumText(FindingSeverity, severity)]));
  return counted(findings.map(({ code }) => code)).map(([code, count]) => [
    code,
    severityOf.get(code) ?? '',
    String(count),
  ]);
};

/** The whole of an import for people: each skill with its new id, then the counts by action and by finding. */
export const reportText = (page: Page, { results, skipped }: ImportReport): string => {
  // Not fitted to the terminal: an id that wraps cannot be copied.
  const unfitted: Page = { ...page, width: undefined };
  const parts = skipped.map(plainLine);
  if (results.length === 0) return [...parts, 'No skills found.'].join('\n');
  const actions = counted(results.map(({ action }) => actionText(action)));
  parts.push(
    table(unfitted, ['ACTION', 'PATTERN', 'VERSION', 'ID', 'FINDINGS'], results.map(skillRow)),
    '',
    `${results.length} skills: ${actions.map(([action, count]) => `${count} ${action}`).join(', ')}.`,
  );
  const findings = findingRows(results);
  if (findings.length > 0) parts.push('', table(unfitted, ['FINDING', 'SEVERITY', 'COUNT'], findings));
  return parts.join('\n');
};
