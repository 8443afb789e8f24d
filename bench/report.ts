/**
 * Makes `docs/benchmarks.md` of the results in `bench/results`: `npx node bench/report.ts`; with `--check` it writes
 * nothing and fails where the page is not what the results say.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BenchmarkResult, RESULTS_FOLDER, type ResultTable, readResult, targetTable } from './result-file.ts';

const page = join(import.meta.dirname, '..', 'docs', 'benchmarks.md');

const cell = (text: string): string => text.replaceAll('|', '\\|');

const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;

const tableText = (table: ResultTable): string =>
  [
    `### ${table.title}`,
    ...(table.note === '' ? [] : [table.note]),
    [row(table.columns), row(table.columns.map(() => '---')), ...table.rows.map(row)].join('\n'),
  ].join('\n\n');

const resultText = (result: BenchmarkResult): string => {
  const { processor, cores, memoryGb, node, load } = result.machine;
  return [
    `## ${result.title}`,
    `Measured ${result.day} with \`${result.command}\` on ${cores} cores (${processor}), ${memoryGb} GB, Node ${node}, load ${load}.`,
    ...result.notes,
    ...(result.targets.length === 0 ? [] : [tableText(targetTable(result.targets))]),
    ...result.tables.map(tableText),
  ].join('\n\n');
};

const results = readdirSync(RESULTS_FOLDER)
  .filter((file) => file.endsWith('.json'))
  .toSorted()
  .map((file) => readResult(join(RESULTS_FOLDER, file)));

const text = `${[
  '# Benchmarks',
  'Made by `bench/report.ts` of the files in `bench/results`; change nothing here. Figures of another machine differ; the ratios and the verdicts are what to look at.',
  ...results.map(resultText),
].join('\n\n')}\n`;

if (process.argv.includes('--check')) {
  if (readFileSync(page, 'utf8') !== text) {
    process.stderr.write('docs/benchmarks.md is not what bench/results says. Run: npx node bench/report.ts\n');
    process.exitCode = 1;
  }
} else {
  writeFileSync(page, text);
  process.stdout.write(`Written to ${page}\n`);
}
