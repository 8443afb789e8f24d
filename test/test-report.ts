import path from 'node:path';
import { idsOf, keyOf } from './requirement-tests.ts';

/** How a test ended when all tests last ran; of a table of cases the worst. */
export type LastResult = 'passed' | 'failed' | 'skipped';

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly { readonly title: string; readonly status: string }[];
  }[];
}

const ORDER: readonly LastResult[] = ['passed', 'skipped', 'failed'];

const toResult = (status: string): LastResult => {
  if (status === 'passed') return 'passed';
  return status === 'failed' ? 'failed' : 'skipped';
};

/** The results of the tests that show requirements, by their keys, from a JSON report of vitest. */
export const readReport = (json: string, root: string = process.cwd()): Readonly<Record<string, LastResult>> => {
  const report: Report = JSON.parse(json);
  const results: Record<string, LastResult> = {};
  for (const { name, assertionResults } of report.testResults) {
    const file = path.relative(root, name).split(path.sep).join('/');
    for (const { title, status } of assertionResults) {
      const ids = idsOf(title);
      if (ids.length === 0) continue;
      const key = keyOf(file, ids);
      const ranks = [results[key] ?? 'passed', toResult(status)].map((result) => ORDER.indexOf(result));
      results[key] = ORDER[Math.max(...ranks)] ?? 'failed';
    }
  }
  return results;
};
