import type { LexicalRequest } from './lexical-score.ts';
import { visitTerms } from './tokenize.ts';

/** The longest passage quoted, in UTF-16 units. */
export const MAX_PASSAGE_LENGTH = 300;

/** A text of a pattern, and the field or file it comes from. */
export interface PassageText {
  readonly source: string;
  readonly text: string;
}

/** A passage, word for word. */
export interface Passage {
  readonly source: string;
  /** At most 300 UTF-16 units, not blank. */
  readonly text: string;
  /** Where it begins in the text it comes from, in UTF-16 units. */
  readonly start: number;
}

interface Match {
  readonly term: string;
  readonly start: number;
  readonly end: number;
}

interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly weight: number;
}

const NOWHERE: Stretch = { start: 0, end: 0, weight: 0 };

/**
 * The passage that shows best why a pattern was found: at most 300 units that hold the most of the request's distinct
 * terms, each counted by its weight; of equal ones the tightest, then the earliest. Begins and ends at a line, sentence
 * or word where one is near. Where no term occurs, the head of the first text that is not blank; undefined when all
 * are blank. Takes time linear in the texts.
 */
export function choosePassage(texts: readonly PassageText[], request: LexicalRequest): Passage | undefined {
  const weights = new Map(request.terms.map(({ term, weight }) => [term, weight]));
  let best = NOWHERE;
  let chosen: PassageText | undefined;
  for (const candidate of texts) {
    const stretch = heaviestStretch(candidate.text, weights);
    if (stretch.weight > best.weight) {
      best = stretch;
      chosen = candidate;
    }
  }
  chosen ??= texts.find(({ text }) => text.trim() !== '');
  return chosen && quote(chosen, best);
}

function heaviestStretch(text: string, weights: ReadonlyMap<string, number>): Stretch {
  const window: Match[] = [];
  const inside = new Map<string, number>();
  let first = 0;
  let weight = 0;
  let best = NOWHERE;
  visitTerms(text, (term, start, end) => {
    const termWeight = weights.get(term);
    if (termWeight === undefined || end - start > MAX_PASSAGE_LENGTH) return;
    window.push({ term, start, end });
    const before = inside.get(term) ?? 0;
    inside.set(term, before + 1);
    if (before === 0) weight += termWeight;
    for (let oldest = window[first]; oldest; oldest = window[first]) {
      const repeats = inside.get(oldest.term) ?? 0;
      if (end - oldest.start <= MAX_PASSAGE_LENGTH && repeats === 1) break;
      inside.set(oldest.term, repeats - 1);
      if (repeats === 1) weight -= weights.get(oldest.term) ?? 0;
      first += 1;
    }
    const from = window[first]?.start ?? start;
    const heavier = weight - best.weight;
    if (heavier > ROUNDING || (heavier > -ROUNDING && end - from < best.end - best.start)) {
      best = { start: from, end, weight };
    }
  });
  return best;
}

/** Weights are added and taken away again in another order, so equal sums differ in their last bits. */
const ROUNDING = 1e-9;

const SPACE = /\s/u;
const SENTENCE_END = /[.!?。！？．؟।]/u;

/** Widens the stretch to whole lines, sentences or words, as far as the limit lets it. */
function quote(chosen: PassageText, stretch: Stretch): Passage {
  const { text } = chosen;
  const head = stretch.weight === 0 ? text.length - text.trimStart().length : stretch.start;
  const spare = MAX_PASSAGE_LENGTH - Math.max(0, stretch.end - head);
  // A third before and two thirds after: what follows a match explains it more often than what precedes it.
  const earliest = stretch.weight === 0 ? head : Math.max(0, head - Math.floor(spare / 3));
  const start = stretch.weight === 0 ? head : cleanStart(text, earliest, head);
  const end = cleanEnd(text, Math.max(stretch.end, start), Math.min(text.length, start + MAX_PASSAGE_LENGTH));
  const passage = text.slice(start, end);
  const lead = passage.length - passage.trimStart().length;
  return { source: chosen.source, text: passage.trim(), start: start + lead };
}

/** The first place from `earliest` on where a line begins, else a sentence, else a word; `latest` at the most. */
function cleanStart(text: string, earliest: number, latest: number): number {
  if (earliest === 0) return 0;
  let sentence: number | undefined;
  let word: number | undefined;
  for (let at = earliest; at <= latest; at += 1) {
    const before = text.charAt(at - 1);
    if (before === '\n') return at;
    if (sentence === undefined && beginsSentence(text, at)) sentence = at;
    if (word === undefined && SPACE.test(before)) word = at;
  }
  return sentence ?? word ?? (splitsCharacter(text, earliest) ? Math.min(earliest + 1, latest) : earliest);
}

/** The last place up to `latest` where a line or sentence ends, else a word; `earliest` at the least. */
function cleanEnd(text: string, earliest: number, latest: number): number {
  if (latest === text.length) return latest;
  let word: number | undefined;
  // Half of a passage is not given up for the sake of ending it well.
  const least = Math.max(earliest, latest - MAX_PASSAGE_LENGTH / 2);
  for (let at = latest; at >= least; at -= 1) {
    if (text.charAt(at) === '\n' || beginsSentence(text, at)) return at;
    if (word === undefined && SPACE.test(text.charAt(at))) word = at;
  }
  return word ?? (splitsCharacter(text, latest) ? Math.max(latest - 1, earliest) : latest);
}

function beginsSentence(text: string, at: number): boolean {
  const before = text.charAt(at - 1);
  if (before >= '\u2e80') return SENTENCE_END.test(before);
  return SPACE.test(before) && SENTENCE_END.test(text.charAt(at - 2));
}

const CONTINUES = /[\p{M}\u200d]/u;

function splitsCharacter(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return (unit >= 0xdc00 && unit <= 0xdfff) || CONTINUES.test(text.charAt(at));
}
