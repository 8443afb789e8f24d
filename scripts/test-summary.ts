import { readdirSync, readFileSync } from 'node:fs';

/** Sums the reports of all test runs into one line, `N passed, N failed, N skipped`. Fails where one failed or none ran. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
}

const reports = readdirSync('test-results')
  .filter((file) => file.endsWith('.json'))
  .map((file): Report => JSON.parse(readFileSync(`test-results/${file}`, 'utf8')));
const sum = (count: (report: Report) => number): number => reports.reduce((total, report) => total + count(report), 0);
const passed = sum((report) => report.numPassedTests);
const failed = sum((report) => report.numFailedTests);
process.stdout.write(`${passed} passed, ${failed} failed, ${sum((report) => report.numPendingTests)} skipped\n`);
if (failed > 0 || passed === 0) process.exitCode = 1;
