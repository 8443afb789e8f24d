import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { OPEN_REQUIREMENTS } from './open-requirements.ts';
import { breachesOf, type ShowingTest, showingTests } from './requirement-tests.ts';
import { REQUIREMENTS } from './requirements.ts';
import { type LastResult, readReport } from './test-report.ts';

/**
 * Writes `docs/requirements.md`: every requirement, done or open, with the tests that show it and the last result of
 * each. A test shows a requirement by naming its id in brackets at the end of its title.
 *
 *     node test/write-requirements.ts [--results test-results/vitest.json] [--check]
 *
 * `--results` takes the results from the report of a whole run and keeps them in `test/last-results.json`. `--check`
 * writes nothing, and fails where the page is out of date, a requirement has no test, a test names an unknown one, or,
 * with `--results`, a test that shows a requirement failed, was skipped or did not run.
 */
const PAGE = 'docs/requirements.md';
const LAST_RESULTS = 'test/last-results.json';
const ALL_IDS = '../shared/spec/requirements.tsv';

const { values: options } = parseArgs({
  options: { results: { type: 'string' }, check: { type: 'boolean', default: false } },
});

const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '*.test.ts'], {
  encoding: 'utf8',
})
  .split('\0')
  .filter((file) => file !== '' && existsSync(file));
const tests = showingTests(files.map((file) => ({ file, source: readFileSync(file, 'utf8') })));

const kept: Readonly<Record<string, LastResult>> = existsSync(LAST_RESULTS)
  ? JSON.parse(readFileSync(LAST_RESULTS, 'utf8'))
  : {};
const reported = options.results === undefined ? undefined : readReport(readFileSync(options.results, 'utf8'));
const resultOf = ({ key }: ShowingTest): LastResult | undefined => (reported ?? kept)[key];

const lines = (id: string): string =>
  tests
    .filter((test) => test.ids.includes(id))
    .map((test) => `  - ${test.title} (\`${test.file}\`): ${resultOf(test) ?? 'not run yet'}`)
    .join('\n');

const statements: Readonly<Record<string, string>> = { ...REQUIREMENTS, ...OPEN_REQUIREMENTS };
const done = Object.keys(REQUIREMENTS);
const areas = Map.groupBy(Object.keys(statements).toSorted(), (id) => id.split('.')[0] ?? id);
const entry = (id: string): string =>
  id in REQUIREMENTS ? `- **${id}**: ${statements[id]}\n${lines(id)}` : `- ${id} (open): ${statements[id]}`;
const page = `<!-- Made by test/write-requirements.ts from test/requirements.ts, test/open-requirements.ts and the tests. -->
# Requirements

${done.length} of ${Object.keys(statements).length} requirements are done, each shown by at least one test; the others are open.
${[...areas].map(([area, members]) => `\n## ${area}\n\n${members.map(entry).join('\n')}`).join('\n')}
`;

const breaches = [
  ...breachesOf(tests, { done, open: Object.keys(OPEN_REQUIREMENTS) }),
  ...tests
    .filter((test) => reported !== undefined && resultOf(test) !== 'passed')
    .map(
      (test) => `"${test.title}" (${test.file}), which shows ${test.ids.join(', ')}: ${resultOf(test) ?? 'not run'}.`,
    ),
];
if (existsSync(ALL_IDS)) {
  const ids = readFileSync(ALL_IDS, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t')[0] ?? '');
  for (const id of ids) if (!(id in statements)) breaches.push(`${id} is neither done nor open.`);
  for (const id of Object.keys(statements)) if (!ids.includes(id)) breaches.push(`${id} is no requirement.`);
}
if (!options.check) {
  if (reported !== undefined) {
    const results = Object.fromEntries(tests.map((test) => [test.key, resultOf(test)]));
    writeFileSync(LAST_RESULTS, `${JSON.stringify(results, undefined, 2)}\n`);
  }
  writeFileSync(PAGE, page);
} else if (options.results === undefined && readFileSync(PAGE, 'utf8') !== page) {
  breaches.push(`${PAGE} is out of date; run node test/write-requirements.ts.`);
}
for (const breach of breaches) process.stderr.write(`${breach}\n`);
process.exitCode = breaches.length > 0 ? 1 : 0;
