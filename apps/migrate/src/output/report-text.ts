import { FindingSeverity, SkillImportAction } from '@tmws/contract';
import Table from 'cli-table3';
import type { ImportReport } from '../import/import-report.ts';
import type { ImportedSkill } from '../import/import-source.ts';
import { enumText } from './report-json.ts';

const NO_LINES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

/** Names and paths are the authors' words: control characters in them are shown and do nothing. */
const plain = (text: string): string =>
  text.replaceAll(
    /[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const drawn = new Table({
    chars: NO_LINES,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
    head: [...head],
  });
  drawn.push(...rows.map((row) => row.map(plain)));
  return drawn
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
};

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
export const reportText = ({ results, skipped }: ImportReport): string => {
  const parts = [...skipped.map(plain)];
  if (results.length === 0) return [...parts, 'No skills found.'].join('\n');
  const actions = counted(results.map(({ action }) => actionText(action)));
  parts.push(
    table(['ACTION', 'PATTERN', 'VERSION', 'ID', 'FINDINGS'], results.map(skillRow)),
    '',
    `${results.length} skills: ${actions.map(([action, count]) => `${count} ${action}`).join(', ')}.`,
  );
  const findings = findingRows(results);
  if (findings.length > 0) parts.push('', table(['FINDING', 'SEVERITY', 'COUNT'], findings));
  return parts.join('\n');
};
