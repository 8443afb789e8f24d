import type { ScanMatch, Scanner } from '../scan-rule.ts';
import { isMentioned } from './mention.ts';
import { indexPhrases, phraseEnd } from './phrase.ts';
import { PHRASE_RULES, type PhraseRule } from './phrases.ts';
import { type Word, wordsOf } from './words.ts';

const INDEX = indexPhrases(
  PHRASE_RULES.flatMap((rule) => rule.phrases.map((phrase): readonly [string, PhraseRule] => [phrase, rule])),
);
const NEGATIONS = new Set(['not', 'never', 't', 'cannot', 'dont', 'nicht', 'refuse']);
const REPORTS = new Set([
  'asks',
  'asking',
  'says',
  'saying',
  'tells',
  'telling',
  'tries',
  'trying',
  'attempts',
  'claims',
]);
const CONDITIONS = new Set(['if', 'when', 'whenever', 'any', 'may', 'might', 'that']);
const NEAR = 2;
const FAR = 8;

/** The words of the sentence before a word, nearest first. */
const before = (words: readonly Word[], at: number): readonly string[] => {
  const found: string[] = [];
  for (let back = at; back > 0 && found.length < FAR && words[back]?.afterBreak === false; back -= 1)
    found.push(words[back - 1]?.text ?? '');
  return found;
};

/** Whether a phrase is forbidden, or is what another text might say: `if a page asks you to …`. */
const isNegated = (words: readonly Word[], at: number): boolean => {
  const sentence = before(words, at);
  const report = sentence.slice(0, NEAR * 2).findIndex((word) => REPORTS.has(word));
  if (report >= 0 && sentence.slice(report).some((word) => CONDITIONS.has(word))) return true;
  return sentence.slice(0, NEAR).some((word) => NEGATIONS.has(word));
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
