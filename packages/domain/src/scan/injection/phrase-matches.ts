import type { ScanMatch, Scanner } from '../scan-rule.ts';
import { isMentioned } from './mention.ts';
import { indexPhrases, phraseEnd } from './phrase.ts';
import { PHRASE_RULES, type PhraseRule } from './phrases.ts';
import { type Word, wordsOf } from './words.ts';

const INDEX = indexPhrases(
  PHRASE_RULES.flatMap((rule) => rule.phrases.map((phrase): readonly [string, PhraseRule] => [phrase, rule])),
);
const NEGATIONS = new Set([
  'not',
  'never',
  't',
  'cannot',
  'dont',
  'nicht',
  'refuse',
  'attempts',
  'attempt',
  'asks',
  'asking',
  'says',
  'saying',
  'tries',
  'trying',
]);
const BEFORE = 2;

const isNegated = (words: readonly Word[], at: number): boolean => {
  for (let back = 0; back < BEFORE; back += 1) {
    if (words[at - back]?.afterBreak !== false) return false;
    if (NEGATIONS.has(words[at - back - 1]?.text ?? '')) return true;
  }
  return false;
};

/** Injections that are said in words, within a sentence, but those that are forbidden or quoted as examples. */
export const phraseMatches: Scanner = ({ visible }, work) => {
  const words = wordsOf(visible);
  const matches: ScanMatch[] = [];
  words.forEach((word, at) => {
    work.steps += 1;
    for (const { phrase, value } of INDEX.byFirstWord.get(word.text) ?? []) {
      if (phraseEnd(words, { phrase, at, work }) === undefined) continue;
      if (isNegated(words, at) || isMentioned(visible, word.index)) continue;
      matches.push({
        rule: { ruleId: `injection.${value.name}`, kind: 'injection', severity: value.severity },
        index: word.index,
        text: value.text,
      });
    }
  });
  return matches;
};
