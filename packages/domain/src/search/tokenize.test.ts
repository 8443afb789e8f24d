import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_TERM_LENGTH, tokenize, visitTerms } from './tokenize.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 400 });

describe('tokenize', () => {
  test('splits at everything that is no letter or digit', () => {
    expect(tokenize('Fix the snake_case, kebab-case & v1.2!')).toEqual('fix the snake case kebab case v1 2'.split(' '));
  });

  test('keeps a camelCase word as a whole and in parts', () => {
    expect(tokenize('useState PDFs HTMLParser')).toEqual(['use', 'state', 'usestate', 'pdfs', 'htmlparser']);
  });

  test('folds case, accents, compatibility forms and final sigma', () => {
    expect(tokenize('Café CAFE\u0301 ｃａｆｅ Straße İstanbul ﬁt ΟΔΟΣ')).toEqual(
      'cafe cafe cafe strasse istanbul fit οδοσ'.split(' '),
    );
  });

  test.each([
    ['Japanese', '検索の例', ['検索', '索の', 'の例']],
    ['half-width kana', 'ｶﾞｲﾄﾞ', ['ガイ', 'イド']],
    ['Korean', '한국어 검색', ['한국', '국어', '검색']],
    ['Thai', 'ภาษา', ['ภา', 'าษ', 'ษา']],
    ['characters beyond the first plane', '𠮷野家', ['𠮷野', '野家']],
  ])('makes bigrams of %s [search.any-script]', (_script, text, terms) => {
    expect(tokenize(text)).toEqual(terms);
  });

  test('keeps a character that stands alone between other scripts', () => {
    expect(tokenize('3月 React入門 日')).toEqual(['3', '月', 'react', '入門', '日']);
  });

  test('keeps the marks that are letters: kana voicing, Devanagari vowels', () => {
    expect(tokenize('が か हिन्दी')).toEqual(['が', 'か', 'हिन्दी']);
  });

  test('finds no terms in emoji and punctuation', () => {
    expect(tokenize('⚠️ 👩‍👩‍👧 — … ✓')).toEqual([]);
  });

  test('cuts a long word and never in the middle of a character', () => {
    expect(tokenize('a'.repeat(1_000))).toEqual(['a'.repeat(MAX_TERM_LENGTH)]);
    expect(tokenize(`a${'𐐨'.repeat(200)}`)).toEqual([`a${'𐐨'.repeat(31)}`]);
  });

  test('a bigram spans the pieces that a long run is folded in', () => {
    const run = Array.from({ length: 1_000 }, (_, index) => String.fromCodePoint(0x4e00 + index)).join('');
    expect(tokenize(run)).toHaveLength(999);
  });

  test('gives terms that are bounded, not empty and without spaces, for any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const term of tokenize(text)) expect(term).toMatch(/^[\p{L}\p{M}\p{N}]{1,64}$/u);
      }),
    );
  });

  test('does not mind upper case or decomposed accents', () => {
    const words = fc.string({ unit: fc.constantFrom(...'abcéüñžąøåđ '), maxLength: 60 });
    fc.assert(
      fc.property(words, (text) => {
        expect(tokenize(text.toUpperCase())).toEqual(tokenize(text));
        expect(tokenize(text.normalize('NFD'))).toEqual(tokenize(text));
      }),
    );
  });

  test.each([
    ['words', 'The useState hook – naïve. '],
    ['one word', 'a'],
    ['camelCase without end', 'aB'],
    ['combining marks', '\u0301\u0316'],
    ['kana without end', 'かな'],
    ['punctuation', '—'],
  ])('takes a megabyte of %s', (_name, unit) => {
    const text = `x${unit.repeat(Math.ceil(1_000_000 / unit.length))}`;
    expect(tokenize(text).length).toBeLessThanOrEqual(text.length);
  });
});

describe('visitTerms', () => {
  test('tells where each term stands', () => {
    const text = 'Use useState, 検索!';
    const places: [string, string][] = [];
    visitTerms(text, (term, start, end) => places.push([term, text.slice(start, end)]));
    expect(places).toEqual([
      ['use', 'Use'],
      ['use', 'useState'],
      ['state', 'useState'],
      ['usestate', 'useState'],
      ['検索', '検索'],
    ]);
  });

  test('gives places inside the text, none before the last, for any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let last = 0;
        visitTerms(text, (_term, start, end) => {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(text.length);
          last = start;
        });
      }),
    );
  });
});
