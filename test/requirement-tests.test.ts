import { expect, test } from 'vitest';
import { breachesOf, showingTests } from './requirement-tests.ts';
import { readReport } from './test-report.ts';

const SOURCE = `
test('does one thing [area.one]', () => {});
test.each([1, 2])('does %s [area.two, area.three]', () => {});
test('does nothing that is required', () => {});
`;

const report = (...assertions: readonly { readonly title: string; readonly status: string }[]): string =>
  JSON.stringify({ testResults: [{ name: '/root/a.test.ts', assertionResults: assertions }] });

test('tests are known by their file and the ids in their titles', () => {
  expect(showingTests([{ file: 'a.test.ts', source: SOURCE }])).toEqual([
    { file: 'a.test.ts', title: 'does one thing', ids: ['area.one'], key: 'a.test.ts [area.one]' },
    { file: 'a.test.ts', title: 'does %s', ids: ['area.two', 'area.three'], key: 'a.test.ts [area.two, area.three]' },
  ]);
});

test('a requirement without a test, a test of an unknown one, and one that is both done and open are breaches', () => {
  const tests = showingTests([{ file: 'a.test.ts', source: SOURCE }]);
  expect(breachesOf(tests, { done: ['area.one', 'area.two', 'area.three'], open: ['area.four'] })).toEqual([]);
  expect(breachesOf(tests, { done: ['area.one', 'area.two', 'area.five'], open: ['area.one'] })).toEqual([
    expect.stringContaining('area.five has no test'),
    expect.stringContaining('area.three, named in a.test.ts'),
    expect.stringContaining('area.one is both'),
  ]);
});

test('of the cases of a table the worst result counts, and a skipped test has not passed', () => {
  const json = report(
    { title: 'does one thing [area.one]', status: 'skipped' },
    { title: 'does 1 [area.two, area.three]', status: 'failed' },
    { title: 'does 2 [area.two, area.three]', status: 'passed' },
    { title: 'does nothing that is required', status: 'failed' },
  );
  expect(readReport(json, '/root')).toEqual({
    'a.test.ts [area.one]': 'skipped',
    'a.test.ts [area.two, area.three]': 'failed',
  });
});
