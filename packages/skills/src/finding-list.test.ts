import { expect, test } from 'vitest';
import { createFindingList } from './finding-list.ts';

test('a finding lies in the file of its list unless it names another', () => {
  const findings = createFindingList('SKILL.md');
  findings.add('carriage_returns', { line: 1, text: 'One.', done: 'Kept.' });
  findings.add('text_not_indexed', { file: 'big.txt', text: 'Two.', done: 'Kept.' });
  expect(findings.all()).toEqual([
    { code: 'carriage_returns', severity: 'info', file: 'SKILL.md', line: 1, text: 'One.', done: 'Kept.' },
    { code: 'text_not_indexed', severity: 'info', file: 'big.txt', line: undefined, text: 'Two.', done: 'Kept.' },
  ]);
});

test('of a code that is found often, twenty are listed and the rest is counted', () => {
  const findings = createFindingList();
  for (let line = 1; line <= 1_000; line += 1)
    findings.add('duplicate_key', { line, text: 'Twice.', done: 'Took one.' });
  const all = findings.all();
  expect(all).toHaveLength(21);
  expect(all.at(-1)).toMatchObject({ code: 'findings_left_out', text: 'duplicate_key was found 1000 times.' });
});
