import { AccessLevel } from '@tmws/contract';
import { enumText, type Page, plainLine } from '@tmws/terminal';
import { table } from '@tmws/terminal/table';
import type { LegacyFinding } from './legacy-finding.ts';

/** What became, or would become, of a pattern. */
export type LegacyAction = 'created' | 'renamed' | 'unchanged' | 'refused';

/** What an import did with one pattern. */
export interface LegacyResult {
  readonly table: string;
  /** Its id where it comes from. */
  readonly sourceId: string;
  readonly action: LegacyAction;
  /** Empty: none, or not yet. */
  readonly patternId: string;
  readonly patternName: string;
  readonly namespace: string;
  readonly agentId: string;
  readonly version: string;
  readonly accessLevel: AccessLevel;
  /** All uses that came along. */
  readonly usageCount: number;
  /** Those of them that came each by itself. */
  readonly historyCount: number;
  readonly findings: readonly LegacyFinding[];
}

/** What an import of a database did. */
export interface LegacyReport {
  readonly source: { readonly kind: string; readonly name: string; readonly tables: readonly string[] };
  readonly dryRun: boolean;
  readonly results: readonly LegacyResult[];
  /** Memories that are no patterns. */
  readonly otherMemories: number;
  /** Uses that name no pattern that there is, or no time. */
  readonly unusableUses: number;
}

const SHOWN = 50;
const ACTIONS = ['created', 'renamed', 'unchanged', 'refused'] as const satisfies readonly LegacyAction[];

const countsOf = (results: readonly LegacyResult[]): Readonly<Record<LegacyAction, number>> => {
  const counts = { created: 0, renamed: 0, unchanged: 0, refused: 0 };
  for (const { action } of results) counts[action] += 1;
  return counts;
};

/** What `--json` and `--report` write. */
export const legacyJson = (report: LegacyReport): object => ({
  source: report.source,
  dry_run: report.dryRun,
  counts: countsOf(report.results),
  results: report.results.map((result) => ({
    table: result.table,
    source_id: result.sourceId,
    action: result.action,
    pattern_id: result.patternId,
    pattern_name: result.patternName,
    namespace: result.namespace,
    agent_id: result.agentId,
    version: result.version,
    access_level: enumText(AccessLevel, result.accessLevel),
    usage_count: result.usageCount,
    history_count: result.historyCount,
    findings: result.findings,
  })),
  other_memories: report.otherMemories,
  unusable_uses: report.unusableUses,
});

const rowOf = ({ action, patternName, version, patternId, findings }: LegacyResult): readonly string[] => {
  const grave = findings.filter(({ severity }) => severity !== 'info');
  return [action, patternName, version, patternId, [...new Set(grave.map(({ code }) => code))].join(', ')];
};

const findingRows = (results: readonly LegacyResult[]): readonly (readonly string[])[] => {
  const counts = new Map<string, { readonly severity: string; count: number }>();
  for (const { code, severity } of results.flatMap(({ findings }) => findings)) {
    const known = counts.get(code) ?? { severity, count: 0 };
    known.count += 1;
    counts.set(code, known);
  }
  return [...counts]
    .sort(([, a], [, b]) => b.count - a.count)
    .map(([code, { severity, count }]) => [code, severity, String(count)]);
};

/** Those that a person should look at first. */
const mostWorthy = (results: readonly LegacyResult[]): readonly LegacyResult[] =>
  results.length <= SHOWN
    ? results
    : results.filter(({ action }) => action === 'refused' || action === 'renamed').slice(0, SHOWN);

const summaryOf = ({ results, dryRun, source, otherMemories, unusableUses }: LegacyReport): readonly string[] => {
  const counts = countsOf(results);
  const told = ACTIONS.filter((action) => counts[action] > 0).map((action) => `${counts[action]} ${action}`);
  const uses = results.filter(({ action }) => action === 'created' || action === 'renamed');
  const sum = (of: (result: LegacyResult) => number): number => uses.reduce((total, result) => total + of(result), 0);
  return [
    `${dryRun ? 'Would be: ' : ''}${results.length} patterns from ${source.name}: ${told.join(', ')}.`,
    `${sum(({ usageCount }) => usageCount)} uses, ${sum(({ historyCount }) => historyCount)} of them each with its time.`,
    ...(otherMemories > 0 ? [`Not taken: ${otherMemories} other memories.`] : []),
    ...(unusableUses > 0 ? [`Not taken: ${unusableUses} uses of no pattern that is there, or without a time.`] : []),
    'Embeddings were left out: the core makes its own from the texts.',
  ];
};

/** The whole of an import for people. */
export const legacyText = (page: Page, report: LegacyReport): string => {
  const { results } = report;
  if (results.length === 0) return `No patterns found in ${report.source.name}.`;
  // Not fitted to the terminal: an id that wraps cannot be copied.
  const unfitted: Page = { ...page, width: undefined };
  const shown = mostWorthy(results);
  const findings = findingRows(results);
  return [
    ...(shown.length > 0
      ? [table(unfitted, ['ACTION', 'PATTERN', 'VERSION', 'ID', 'FINDINGS'], shown.map(rowOf)), '']
      : []),
    ...summaryOf(report).map(plainLine),
    ...(findings.length > 0 ? ['', table(unfitted, ['FINDING', 'SEVERITY', 'COUNT'], findings)] : []),
  ].join('\n');
};
