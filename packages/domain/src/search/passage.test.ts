import fc from 'fast-check';
import { expect, test } from 'vitest';
import { prepareLexicalRequest } from './lexical-score.ts';
import { choosePassage, MAX_PASSAGE_LENGTH, type Passage } from './passage.ts';
import { parseWordTable } from './word-table.ts';

const table = parseWordTable('1000 10\n900 the to a of\n40 merge\n12 pdf\n');
const choose = (request: string, ...texts: string[]): Passage | undefined =>
  choosePassage(
    texts.map((text, index) => ({ source: `text-${index}`, text })),
    prepareLexicalRequest(request, table),
  );
const filler = (words: number): string => 'lorem ipsum dolor sit amet. '.repeat(words / 5);

test('quotes a short text whole', () => {
  expect(choose('merge pdf', 'Merge PDF files.\nFast.')).toEqual({
    source: 'text-0',
    text: 'Merge PDF files.\nFast.',
    start: 0,
  });
});

test('prefers the text that holds more of what is asked', () => {
  expect(choose('merge pdf', 'the pdf', 'to merge a pdf', 'merge')?.source).toBe('text-1');
});

test('prefers one rare word to two common ones', () => {
  expect(choose('the pdf to', 'the road to', 'pdf')?.source).toBe('text-1');
});

test('finds a match late in a long text [search.passages]', () => {
  const passage = choose('merge pdf files', `${filler(36_000)}Now merge the PDF files.\n${filler(500)}`);
  expect(passage?.text).toContain('merge the PDF files');
  expect(passage?.start).toBeGreaterThan(200_000);
});

test('looks for the words together, not far apart', () => {
  const passage = choose('merge pdf', `pdf. ${filler(200)}How to merge a pdf well. ${filler(200)}merge`);
  expect(passage?.text).toContain('merge a pdf');
});

test('begins and ends at a sentence where one is near', () => {
  const passage = choose('zebra', `${filler(100)}The zebra waits. ${filler(100)}`);
  expect(passage?.text).toMatch(/^lorem .*The zebra waits\. .*amet\.$/);
});

test('begins at the line of the match', () => {
  const line = `step ${'x'.repeat(80)}`;
  expect(choose('zebra', `${`${line}\n`.repeat(9)}## The zebra\n${`${line}\n`.repeat(9)}`)?.text).toMatch(
    /^(?:step x+\n)?## The zebra\n/,
  );
});

test('finds Japanese without spaces', () => {
  const passage = choose(
    '全文検索',
    `${'これは関係のない文です。'.repeat(200)}全文検索を作ります。${'おわり。'.repeat(200)}`,
  );
  expect(passage?.text).toContain('全文検索を作ります。');
  expect(passage?.text).toMatch(/^これは|^全文/);
});

test('quotes the head of the first text that is not blank where no word is found', () => {
  expect(choose('zebra', ' \n', `\n  Head. ${filler(200)}`)).toMatchObject({ source: 'text-1', start: 3 });
});

test('gives nothing where there is nothing', () => {
  expect(choose('zebra', '', ' ')).toBeUndefined();
  expect(choose('zebra')).toBeUndefined();
});

test('quotes word for word, never more than the limit, with the best word in it', () => {
  const word = fc.constantFrom('pdf', 'merge', '検索', '👩‍👩‍👧', 'a\u0301', '\n', '. ', ' ', 'x'.repeat(290), '𠮷');
  fc.assert(
    fc.property(fc.array(word, { maxLength: 200 }), (words) => {
      const text = words.join(' ');
      const passage = choose('pdf', text);
      if (passage === undefined) {
        expect(text.trim()).toBe('');
        return;
      }
      expect(passage.text.length).toBeLessThanOrEqual(MAX_PASSAGE_LENGTH);
      expect(text.slice(passage.start, passage.start + passage.text.length)).toBe(passage.text);
      expect(passage.text.isWellFormed()).toBe(true);
      if (words.includes('pdf')) expect(passage.text).toContain('pdf');
    }),
  );
});
