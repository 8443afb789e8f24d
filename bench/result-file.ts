import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { dirname, join } from 'node:path';

/** A table as it is shown: every cell is text. */
export interface ResultTable {
  readonly title: string;
  /** How to read it, one or two sentences; empty: nothing to say. */
  readonly note: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** One target of the design beside what was measured. */
export interface TargetResult {
  readonly what: string;
  readonly target: string;
  readonly measured: string;
  readonly verdict: 'met' | 'not met';
}

/** What one benchmark found. `docs/benchmarks.md` is made of these files. */
export interface BenchmarkResult {
  /** Name of the benchmark and of its file. */
  readonly benchmark: string;
  readonly title: string;
  /** The command that makes it again, run in the repository's root. */
  readonly command: string;
  /** Day of the measurement, e.g. `2026-01-31`. */
  readonly day: string;
  readonly machine: {
    readonly processor: string;
    readonly cores: number;
    readonly memoryGb: number;
    readonly node: string;
    /** Processes that wanted to run in the minute before, the benchmark's own among them. */
    readonly load: number;
  };
  /** What was done and what it means, a paragraph each. */
  readonly notes: readonly string[];
  readonly targets: readonly TargetResult[];
  readonly tables: readonly ResultTable[];
  /** The numbers behind the tables, for programs. */
  readonly figures: Readonly<Record<string, unknown>>;
}

/** Folder of the results, one JSON file a benchmark. */
export const RESULTS_FOLDER = join(import.meta.dirname, 'results');

/** What tells this machine from others in a result. */
export const thisMachine = (): BenchmarkResult['machine'] => ({
  processor: cpus()[0]?.model.trim() ?? 'unknown',
  cores: cpus().length,
  memoryGb: Math.round(totalmem() / 2 ** 30),
  node: process.versions.node,
  load: Number((loadavg()[0] ?? 0).toFixed(1)),
});

/** Today, as results name it. */
export const today = (): string => new Date().toISOString().slice(0, 10);

/** Writes a result to `bench/results`; returns the file's path. */
export const writeResult = (result: BenchmarkResult): string => {
  const path = join(RESULTS_FOLDER, `${result.benchmark}.json`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(result, null, 2)}\n`);
  return path;
};

/** Reads a result that {@link writeResult} wrote. */
export const readResult = (path: string): BenchmarkResult => JSON.parse(readFileSync(path, 'utf8'));

/** A table for the terminal, columns aligned. */
export const formatTable = (table: ResultTable): string => {
  const lines = [table.columns, ...table.rows];
  const widths = table.columns.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const text = lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [`\n${table.title}`, ...text].join('\n');
};

/** Targets as a table. */
export const targetTable = (targets: readonly TargetResult[]): ResultTable => ({
  title: 'Targets',
  note: '',
  columns: ['what', 'target', 'measured', 'verdict'],
  rows: targets.map(({ what, target, measured, verdict }) => [what, target, measured, verdict]),
});
