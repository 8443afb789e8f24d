import { SkillExportForm } from '@tmws/contract';
import { enumText, type Page } from '@tmws/terminal';
import { table } from '@tmws/terminal/table';
import type { ExportFormat } from '../export/export-format.ts';
import { INDEX_NAME } from '../export/export-index.ts';
import type { ExportedItem } from '../export/exported-items.ts';
import { findingJson } from './finding-json.ts';

/** What an export did. */
export interface ExportReport {
  readonly folder: string;
  readonly format: ExportFormat;
  readonly items: readonly ExportedItem[];
  /** So many drafts of the caller's were not asked for. */
  readonly draftsLeftOut: number;
}

const ACTIONS = ['written', 'unchanged', 'kept'] as const;

const bytesOf = ({ files }: ExportedItem): number => files.reduce((sum, { size }) => sum + size, 0);

const counted = (items: readonly ExportedItem[]): string =>
  ACTIONS.map((action) => [action, items.filter((item) => item.action === action).length] as const)
    .filter(([, count]) => count > 0)
    .map(([action, count]) => `${count} ${action}`)
    .join(', ');

/** What `--json` prints. */
export const exportJson = ({ folder, format, items, draftsLeftOut }: ExportReport): object => ({
  folder,
  format,
  index: INDEX_NAME,
  drafts_left_out: draftsLeftOut,
  results: items.map((item) => ({
    name: item.name,
    pattern_id: item.patternId,
    pattern_name: item.patternName,
    version: item.version,
    form: enumText(SkillExportForm, item.form),
    action: item.action,
    file_count: item.files.length,
    bytes: bytesOf(item),
    findings: item.findings.map(findingJson),
  })),
});

/** The whole of an export for people: each pattern with its place, then the counts. */
export const exportText = (page: Page, { folder, items, draftsLeftOut }: ExportReport): string => {
  const leftOut =
    draftsLeftOut === 0
      ? []
      : [
          `${draftsLeftOut} of your own drafts ${draftsLeftOut === 1 ? 'is' : 'are'} not among them; --drafts adds them.`,
        ];
  if (items.length === 0) return ['No patterns found; nothing exported.', ...leftOut].join('\n');
  // Not fitted to the terminal: an id that wraps cannot be copied.
  const unfitted: Page = { ...page, width: undefined };
  const rows = items.map((item) => [
    item.action,
    item.name,
    item.patternName,
    item.version,
    enumText(SkillExportForm, item.form),
    item.patternId,
    [...new Set(item.findings.map(({ code }) => code))].join(', '),
  ]);
  const kept = items.some(({ action }) => action === 'kept');
  return [
    table(unfitted, ['ACTION', 'NAME', 'PATTERN', 'VERSION', 'FORM', 'ID', 'FINDINGS'], rows),
    '',
    `${items.length} ${items.length === 1 ? 'pattern' : 'patterns'} to ${folder}: ${counted(items)}.`,
    ...(kept ? ['Kept is what somebody made or changed there since; --force writes over it.'] : []),
    ...leftOut,
  ].join('\n');
};
