import { FindingSeverity, SkillImportAction } from '@tmws/contract';
import { enumText, type Page, plainLine } from '@tmws/terminal';
import { table } from '@tmws/terminal/table';
import type { ImportReport } from '../import/import-report.ts';
import type { ImportedSkill } from '../import/import-source.ts';

/** So many skipped skills are listed; of more only the number is. */
const MOST_SKIPPED = 20;
/** So many skills are named in a list of names. */
const MOST_NAMED = 3;
const MOST_SET_ASIDE = 10;

const counted = (keys: readonly string[]): readonly (readonly [string, number])[] => {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
};

const actionText = (action: SkillImportAction): string => enumText(SkillImportAction, action).replaceAll('_', ' ');

const nameOf = ({ patternName, path, root }: ImportedSkill): string => patternName || path || root;

const matters = ({ severity }: ImportedSkill['findings'][number]): boolean => severity !== FindingSeverity.INFO;

const graveCodes = ({ findings }: ImportedSkill): string =>
  [...new Set(findings.filter(matters).map(({ code }) => code))].join(', ');

const skillRow = (result: ImportedSkill): readonly string[] => [
  actionText(result.action),
  nameOf(result),
  result.version,
  result.patternId,
  graveCodes(result),
];

/** Each code of what matters, with how many findings it has and in which skills. */
const findingRows = (results: readonly ImportedSkill[]): readonly (readonly string[])[] => {
  const findings = results.flatMap((result) => result.findings.filter(matters).map((found) => ({ found, result })));
  return counted(findings.map(({ found }) => found.code)).map(([code, count]) => {
    const those = findings.filter(({ found }) => found.code === code);
    const names = [...new Set(those.map(({ result }) => plainLine(nameOf(result))))];
    const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
    const severity = Math.max(...those.map(({ found }) => found.severity));
    return [
      code,
      enumText(FindingSeverity, severity),
      String(count),
      `${names.slice(0, MOST_NAMED).join(', ')}${more}`,
    ];
  });
};

const withAction = (results: readonly ImportedSkill[], action: SkillImportAction): readonly ImportedSkill[] =>
  results.filter((result) => result.action === action);

/** The command that releases a draft, with the findings that have to be accepted by name. */
const approval = ({ patternId, findings }: ImportedSkill): string =>
  [
    `tmws pattern approve ${patternId}`,
    ...findings
      .filter(({ id, severity }) => id !== '' && severity === FindingSeverity.ERROR)
      .map(({ id }) => `--accept-finding ${id}`),
  ].join(' ');

const setAside = (results: readonly ImportedSkill[], isDryRun: boolean): readonly string[] => {
  const those = withAction(results, SkillImportAction.QUARANTINED);
  if (those.length === 0) return [];
  if (isDryRun) return ['', `The safety scan would set ${those.length} aside as drafts, until you approve each.`];
  const shown = those.slice(0, MOST_SET_ASIDE).map((result) => `  ${approval(result)}`);
  return [
    '',
    `The safety scan set ${those.length} aside as drafts that only you see. Look at each with \`tmws pattern show ID\``,
    'and `tmws pattern lint ID`, which says what was found and where; then, if it is well:',
    ...shown,
    ...(those.length > MOST_SET_ASIDE ? [`  and so on for ${those.length - MOST_SET_ASIDE} more`] : []),
  ];
};

const hints = ({ results, sources, isDryRun }: ImportReport): readonly string[] => {
  const removed = withAction(results, SkillImportAction.REMOVED);
  return [
    ...setAside(results, isDryRun),
    ...(removed.length > 0
      ? ['', 'Removed is what is gone from its folder; its pattern is kept, or deprecated by --prune.']
      : []),
    ...sources
      .filter(({ incomplete }) => incomplete !== undefined)
      .map(
        ({ root, incomplete }) => `Skills that are gone from ${plainLine(root)} were not looked for: ${incomplete}.`,
      ),
    ...(isDryRun ? ['', 'This is a plan; nothing was stored.'] : []),
  ];
};

/**
 * The whole of an import for people: each skill with its new id, the counts by action, the findings that matter with
 * the skills that have them, and what to do next.
 */
export const reportText = (page: Page, report: ImportReport): string => {
  const { results, skipped } = report;
  // Not fitted to the terminal: an id that wraps cannot be copied.
  const unfitted: Page = { ...page, width: undefined };
  const parts = skipped.map(plainLine);
  if (results.length === 0) return [...parts, 'No skills found: a skill is a folder with a SKILL.md.'].join('\n');
  const unchanged = withAction(results, SkillImportAction.SKIPPED);
  const shown =
    unchanged.length > MOST_SKIPPED ? results.filter(({ action }) => action !== SkillImportAction.SKIPPED) : results;
  const actions = counted(results.map(({ action }) => actionText(action)));
  if (shown.length > 0) {
    parts.push(table(unfitted, ['ACTION', 'PATTERN', 'VERSION', 'ID', 'FINDINGS'], shown.map(skillRow)), '');
  }
  parts.push(
    `${results.length} ${results.length === 1 ? 'skill' : 'skills'}: ${actions.map(([action, count]) => `${count} ${action}`).join(', ')}.`,
  );
  const findings = findingRows(results);
  if (findings.length > 0) parts.push('', table(unfitted, ['FINDING', 'SEVERITY', 'COUNT', 'WHERE'], findings));
  const notes = results.flatMap((result) => result.findings).filter((found) => !matters(found)).length;
  if (notes > 0)
    parts.push(
      ...(findings.length > 0 ? [] : ['']),
      `${notes} ${notes === 1 ? 'note' : 'notes'} besides; --json has them.`,
    );
  return [...parts, ...hints(report)].join('\n');
};
