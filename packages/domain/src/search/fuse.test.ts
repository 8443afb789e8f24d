import { expect, test } from 'vitest';
import { fuse, fuseWords, nameMatch } from './fuse.ts';
import { prepareLexicalRequest } from './lexical-score.ts';
import { parseWordTable } from './word-table.ts';

const table = parseWordTable('1000 10\n900 the\n500 skill\n12 pdf\n');
const match = (name: string, request: string): number => nameMatch(name, prepareLexicalRequest(request, table));

test('adds words and name to the cosine', () => {
  expect(fuse({ cosine: 0.85, lexical: 0.5, name: 1 })).toBeCloseTo(0.85 + 0.2 + 0.02);
  expect(fuseWords({ lexical: 0.5, name: 1 })).toBeCloseTo(0.22);
});

test('gives the whole bonus to a request that holds every word of the name', () => {
  expect(match('pdf-skill', 'Use the PDF skill')).toBe(1);
  expect(match('全文検索', '全文検索を使う')).toBe(1);
});

test('gives less for part of a name, least for its common words', () => {
  const rare = match('pdf-skill', 'a pdf');
  const common = match('pdf-skill', 'a skill');
  expect(rare).toBeLessThan(1);
  expect(common).toBeLessThan(rare);
  expect(common).toBeGreaterThan(0);
});

test('gives nothing for a name without words, nor to a request without them', () => {
  expect(match('---', 'a pdf')).toBe(0);
  expect(match('pdf', '…')).toBe(0);
});
