import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lexicalScore, prepareLexicalRequest } from './lexical-score.ts';
import { countTerms, encodeTermFrequencies } from './term-frequencies.ts';
import { parseWordTable } from './word-table.ts';

const table = parseWordTable('1000 10\n900 the to a of\n40 merge\n12 pdf\n');
const encode = (text: string): Uint8Array => encodeTermFrequencies(countTerms([{ text }]));
const score = (request: string, text: string): number =>
  lexicalScore(prepareLexicalRequest(request, table), encode(text));

test('is BM25 divided by the score of a perfect match', () => {
  // idf cancels out with a single term: tf 2, length 5, average 10.
  expect(score('pdf', 'pdf one two three pdf')).toBeCloseTo(2 / (2 + 1.2 * (0.25 + 0.75 * 0.5)));
});

test('counts a term of the request once', () => {
  expect(prepareLexicalRequest('PDF pdf merge', table).terms.map(({ term }) => term)).toEqual(['pdf', 'merge']);
});

test('prefers a rare word found to a common one', () => {
  expect(score('the pdf', 'a pdf')).toBeGreaterThan(score('the pdf', 'the file'));
});

test('is lowered by a word of the request that no pattern has', () => {
  expect(score('merge pdf', 'merge pdf')).toBeGreaterThan(score('merge pdf zyzzyva', 'merge pdf'));
});

test('is 0 for a request without words and for an empty document', () => {
  expect(score('…', 'merge pdf')).toBe(0);
  expect(score('pdf', '')).toBe(0);
});

test('finds Japanese by its bigrams', () => {
  expect(score('全文検索', '日本語の全文検索を作る')).toBeGreaterThan(score('全文検索', '日本語の画像を作る'));
});

test('lies between 0 and 1 and never falls when a found word is repeated [search.lexical-similarity]', () => {
  const words = fc.array(fc.constantFrom('the', 'merge', 'pdf', 'report', '検索', 'useState'), { maxLength: 30 });
  fc.assert(
    fc.property(words, words, (request, document) => {
      const value = score(request.join(' '), document.join(' '));
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThan(1);
      const first = request[0];
      if (first === undefined) return;
      expect(score(first, [...document, first].join(' '))).toBeGreaterThanOrEqual(score(first, document.join(' ')));
    }),
  );
});
