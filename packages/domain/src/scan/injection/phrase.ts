import type { ScanWork } from '../scan-rule.ts';
import { type Word, wordsOf } from './words.ts';

/** One place of a phrase: its choices, each a row of words, and the most words that may stand before it. */
interface Slot {
  readonly choices: readonly (readonly string[])[];
  readonly gap: number;
}

/** A phrase, compiled. */
export interface Phrase {
  readonly slots: readonly Slot[];
}

/** Finds whether a phrase begins at a word. */
export interface PhraseIndex<T> {
  readonly byFirstWord: ReadonlyMap<string, readonly { phrase: Phrase; value: T }[]>;
}

/**
 * Compiles a phrase: places parted by spaces, choices by `|`, words of one choice joined by `_`; `~3` lets up to three
 * other words stand before the next place. `ignore|forget ~2 previous ~1 instructions`.
 */
export const compilePhrase = (source: string): Phrase => {
  const slots: Slot[] = [];
  let gap = 0;
  for (const part of source.trim().split(/\s+/)) {
    if (part.startsWith('~')) {
      gap = Number(part.slice(1));
      continue;
    }
    const choices = part.split('|').map((choice) => wordsOf(choice.replaceAll('_', ' ')).map(({ text }) => text));
    slots.push({ choices, gap });
    gap = 0;
  }
  return { slots };
};

/** Sorts phrases by the words that they may begin with. */
export const indexPhrases = <T>(phrases: readonly (readonly [string, T])[]): PhraseIndex<T> => {
  const byFirstWord = new Map<string, { phrase: Phrase; value: T }[]>();
  for (const [source, value] of phrases) {
    const phrase = compilePhrase(source);
    for (const first of new Set(phrase.slots[0]?.choices.map(([word]) => word ?? ''))) {
      const known = byFirstWord.get(first);
      if (known === undefined) byFirstWord.set(first, [{ phrase, value }]);
      else known.push({ phrase, value });
    }
  }
  return { byFirstWord };
};

const standsAt = (words: readonly Word[], at: number, choice: readonly string[]): boolean =>
  choice.every((text, offset) => {
    const word = words[at + offset];
    return word?.text === text && (offset === 0 || !word.afterBreak);
  });

/**
 * Index after the phrase's last word where it begins at a word, else undefined. The work is bounded by the phrase, not
 * by the text: the product of its gaps and choices.
 */
export const phraseEnd = (
  words: readonly Word[],
  { phrase, at, work }: { phrase: Phrase; at: number; work: ScanWork },
): number | undefined => {
  const from = (slotNumber: number, start: number): number | undefined => {
    const slot = phrase.slots[slotNumber];
    if (slot === undefined) return start;
    for (let skipped = 0; skipped <= slot.gap; skipped += 1) {
      const word = words[start + skipped];
      if (word === undefined || (word.afterBreak && start + skipped > at)) return undefined;
      work.steps += 1;
      for (const choice of slot.choices) {
        if (!standsAt(words, start + skipped, choice)) continue;
        const end = from(slotNumber + 1, start + skipped + choice.length);
        if (end !== undefined) return end;
      }
    }
    return undefined;
  };
  return from(0, at);
};
