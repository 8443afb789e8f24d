/** A word of a text, or one character of a script without spaces. */
export interface Word {
  /** In lower case, without accents. */
  readonly text: string;
  readonly index: number;
  /** Whether a sentence, a paragraph, a list item or a table cell ends before it. */
  readonly afterBreak: boolean;
}

const SPACELESS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]/u;
const ASCII_WORDS = /[A-Za-z0-9]+/g;
const ALL_WORDS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]|[\p{L}\p{N}\p{M}]+/gu;
const EMPHASIS = /^[*`]+$/;
const SENTENCE_ENDS = /[.!?;]["')\s]|[。！？；|]|\n[^\S\n]{0,20}(?:\n|[-*+#>] |\d{1,3}[.)] )/;
const LONGEST_GAP = 40;
/** Longer words are no words of a phrase. */
const LONGEST_WORD = 40;

const ACCENTS = /[\u0300-\u036f]/g;

const folded = (text: string): string => {
  const lower = text.toLowerCase();
  return /^[a-z0-9]*$/.test(lower) ? lower : lower.normalize('NFD').replace(ACCENTS, '').normalize('NFC');
};

const splitSpaceless = (text: string): readonly string[] => {
  if (!SPACELESS.test(text)) return [text];
  const parts: string[] = [];
  let word = '';
  for (const character of text) {
    if (!SPACELESS.test(character)) {
      word += character;
      continue;
    }
    if (word !== '') parts.push(word);
    parts.push(character);
    word = '';
  }
  return word === '' ? parts : [...parts, word];
};

/** The words of a text in order. Emphasis within a word does not split it. */
export const wordsOf = (text: string): readonly Word[] => {
  const words: Word[] = [];
  let end = 0;
  let last: { text: string; index: number; afterBreak: boolean } | undefined;
  const flush = (): void => {
    if (last !== undefined) words.push({ ...last, text: folded(last.text) });
    last = undefined;
  };
  const pattern = /[^ -~\t\r\n]/.test(text) ? ALL_WORDS : ASCII_WORDS;
  for (const { index, 0: found } of text.matchAll(pattern)) {
    const gap = text.slice(end, Math.min(index, end + LONGEST_GAP));
    if (last !== undefined && gap.length > 0 && EMPHASIS.test(gap) && last.text.length + found.length < LONGEST_WORD) {
      last.text += found;
      end = index + found.length;
      continue;
    }
    flush();
    let at = index;
    let afterBreak = index - end >= LONGEST_GAP || SENTENCE_ENDS.test(gap);
    const parts = splitSpaceless(found);
    for (const part of parts.slice(0, -1)) {
      words.push({ text: folded(part), index: at, afterBreak });
      afterBreak = false;
      at += part.length;
    }
    last = { text: parts.at(-1) ?? found, index: at, afterBreak };
    end = index + found.length;
  }
  flush();
  return words;
};
