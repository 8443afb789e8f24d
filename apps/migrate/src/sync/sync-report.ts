import { FindingSeverity } from '@tmws/contract';
import { EXIT_CODES, type ExitCode, type Page, plainLine } from '@tmws/terminal';
import { table } from '@tmws/terminal/table';
import { findingJson } from '../output/finding-json.ts';
import { SYNC_ACTIONS, type SyncAction, type SyncReport, type SyncResult } from './sync-result.ts';

/** So many unchanged skills are listed; of more only the number is. */
const MOST_UNCHANGED = 20;

const withAction = ({ results }: SyncReport, action: SyncAction): readonly SyncResult[] =>
  results.filter((result) => result.action === action);

const countsOf = (report: SyncReport): readonly (readonly [SyncAction, number])[] =>
  SYNC_ACTIONS.map((action) => [action, withAction(report, action).length] as const).filter(([, count]) => count > 0);

/** 4 where both sides changed a skill, 1 where one was refused or kept, else 0. */
export const syncExitCode = (report: SyncReport): ExitCode => {
  if (withAction(report, 'conflict').length > 0) return EXIT_CODES.conflict;
  const isFailed = withAction(report, 'refused').length + withAction(report, 'kept').length > 0;
  return isFailed ? EXIT_CODES.failed : EXIT_CODES.done;
};

/** What `--json` prints. */
export const syncJson = (report: SyncReport): object => ({
  folder: report.folder,
  dry_run: report.isDryRun,
  results: report.results.map(({ path, action, patternId, patternName, version, findings, beside }) => ({
    path,
    action,
    pattern_id: patternId,
    pattern_name: patternName,
    version,
    findings: findings.map(findingJson),
    beside,
  })),
  counts: Object.fromEntries(countsOf(report)),
  removed_looked_for: report.isWhole,
  skipped: report.skipped,
});

const graveCodes = ({ findings }: SyncResult): string =>
  [...new Set(findings.filter(({ severity }) => severity !== FindingSeverity.INFO).map(({ code }) => code))].join(', ');

const hints = (report: SyncReport): readonly string[] => {
  const beside = report.results.filter((result) => result.beside !== '');
  const has = (action: SyncAction): boolean => withAction(report, action).length > 0;
  return [
    ...(has('conflict')
      ? ['', 'Both sides changed what is in conflict: the folder stayed, and became the next version.']
      : []),
    ...(has('kept') ? ['', 'Kept is a folder that holds more than the skill, such as a link or another skill.'] : []),
    ...beside.map(({ path, beside: place }) => `The other version of ${plainLine(path || '.')}: ${plainLine(place)}`),
    ...(has('quarantined')
      ? [
          '',
          'Quarantined are drafts that only you see: `tmws pattern lint ID` says why, `tmws pattern approve` releases.',
        ]
      : []),
    ...(has('removed') ? ['', 'Removed is what is gone from the folder; --prune deprecates its pattern.'] : []),
    ...(has('gone') ? ['', 'Gone are patterns that were deleted, or that you may not read; their folders stay.'] : []),
    ...(report.isWhole ? [] : ['', 'What is gone was not looked for: a folder cannot be read.']),
    ...(report.isDryRun ? ['', 'This is a plan; nothing was changed.'] : []),
  ];
};

/** The whole of a sync for people: what was done with each skill, the counts, and what to do next. */
export const syncText = (page: Page, report: SyncReport): string => {
  const { results, skipped } = report;
  const parts = skipped.map(plainLine);
  if (results.length === 0) return [...parts, 'No skills found.'].join('\n');
  const isLong = withAction(report, 'unchanged').length > MOST_UNCHANGED;
  const rows = results
    .filter(({ action }) => !isLong || action !== 'unchanged')
    .map((result) => [
      result.action,
      result.path || '.',
      result.patternName,
      result.version,
      result.patternId,
      graveCodes(result),
    ]);
  // Not fitted to the terminal: an id that wraps cannot be copied.
  const unfitted: Page = { ...page, width: undefined };
  if (rows.length > 0)
    parts.push(table(unfitted, ['ACTION', 'FOLDER', 'PATTERN', 'VERSION', 'ID', 'FINDINGS'], rows), '');
  const counts = countsOf(report).map(([action, count]) => `${count} ${action}`);
  return [
    ...parts,
    `${results.length} ${results.length === 1 ? 'skill' : 'skills'}: ${counts.join(', ')}.`,
    ...hints(report),
  ].join('\n');
};
