import { tokenize } from '@tmws/domain';
import { stem } from './stem.ts';

/** Another way to split texts into terms. */
export interface TermVariant {
  readonly name: string;
  readonly terms: (text: string) => readonly string[];
}

const UNSPACED_PAIR = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]{2}$/u;

const singleCharacters = (text: string): readonly string[] =>
  tokenize(text).map((term) => (UNSPACED_PAIR.test(term) ? ([...term][0] ?? term) : term));

const pairsAndTriples = (text: string): readonly string[] => {
  const terms = tokenize(text);
  const triples = terms.flatMap((term, place) => {
    const next = terms[place + 1];
    if (next === undefined || !UNSPACED_PAIR.test(term) || !UNSPACED_PAIR.test(next)) return [];
    return [...term][1] === [...next][0] ? [`${term}${[...next][1]}`] : [];
  });
  return [...terms, ...triples];
};

const LETTERS = /^[\p{Script=Latin}\p{N}]{4,}$/u;

const letterTriples = (text: string): readonly string[] =>
  tokenize(text).flatMap((term) => {
    if (!LETTERS.test(term)) return [term];
    const padded = `_${term}_`;
    return Array.from({ length: padded.length - 2 }, (_, place) => padded.slice(place, place + 3));
  });

/** Each is counted with the statistics of the library itself, since the product's word table knows its own terms only. */
export const TERM_VARIANTS: readonly TermVariant[] = [
  { name: "the product's terms, statistics of the library", terms: tokenize },
  { name: 'with stemming (Porter)', terms: (text) => tokenize(text).map(stem) },
  { name: 'without pairs: single characters of Chinese and Japanese', terms: singleCharacters },
  { name: 'with triples of characters besides pairs', terms: pairsAndTriples },
  { name: 'words cut into triples of letters', terms: letterTriples },
];
