import { expect, test } from 'vitest';
import { termHash } from './term-hash.ts';
import { inverseDocumentFrequency, parseWordTable } from './word-table.ts';

const table = parseWordTable('1000 412.5\n900 the to\n12 pdf\n3 検索\n');

test('reads the counts and the frequency of each term', () => {
  expect(table.documentCount).toBe(1_000);
  expect(table.averageLength).toBe(412.5);
  expect(table.documentFrequency(termHash('to'))).toBe(900);
  expect(table.documentFrequency(termHash('検索'))).toBe(3);
  expect(table.documentFrequency(termHash('unheard'))).toBe(0);
});

test('weighs a term the more the rarer it is, most where the table lacks it', () => {
  const [the, pdf, search, unheard] = ['the', 'pdf', '検索', 'unheard'].map((term) =>
    inverseDocumentFrequency(table, termHash(term)),
  );
  expect(the).toBeGreaterThan(0);
  expect(pdf).toBeGreaterThan(the ?? 0);
  expect(search).toBeGreaterThan(pdf ?? 0);
  expect(unheard).toBeCloseTo(Math.log(1 + 1_000.5 / 0.5));
});

test('weighs a term in more documents than there are as one in all of them', () => {
  const odd = parseWordTable('2 10\n5 everywhere');
  expect(inverseDocumentFrequency(odd, termHash('everywhere'))).toBeCloseTo(Math.log(1.2));
});

test.each([
  ['', 1],
  ['1000', 1],
  ['0 5\n3 a', 1],
  ['10 5\n3 a\nword 3', 3],
  ['10 5\n3', 2],
  ['10 5\n1.5 a', 2],
])('refuses %j and names the line', (source, line) => {
  expect(() => parseWordTable(source)).toThrow(`Line ${line} of`);
});
