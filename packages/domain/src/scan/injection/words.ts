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
/** Of what stands between two words so much is looked at. */
const LONGEST_GAP = 200;
/** Longer words are no words of a phrase. */
const LONGEST_WORD = 40;

const NOT_ASCII = /[^ -~\t\r\n]/;
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

interface OpenWord {
  text: string;
  readonly index: number;
  readonly afterBreak: boolean;
}

const wordsOfAny = (text: string): readonly Word[] => {
  const words: Word[] = [];
  let end = 0;
  let last: OpenWord | undefined;
  const flush = (): void => {
    if (last !== undefined) words.push({ ...last, text: folded(last.text) });
  };
  for (const { index, 0: found } of text.matchAll(ALL_WORDS)) {
    const gap = text.slice(end, Math.min(index, end + LONGEST_GAP));
    end = index + found.length;
    if (last !== undefined && EMPHASIS.test(gap) && last.text.length + found.length < LONGEST_WORD) {
      last.text += found;
      continue;
    }
    flush();
    let at = index;
    let afterBreak = SENTENCE_ENDS.test(gap);
    const parts = splitSpaceless(found);
    for (const part of parts.slice(0, -1)) {
      words.push({ text: folded(part), index: at, afterBreak });
      afterBreak = false;
      at += part.length;
    }
    last = { text: parts.at(-1) ?? found, index: at, afterBreak };
  }
  flush();
  return words;
};

/** Most texts: every character is its own lower case, and no word needs folding. */
const wordsOfAscii = (text: string): readonly Word[] => {
  const lower = text.toLowerCase();
  const words: OpenWord[] = [];
  let end = 0;
  for (const { index, 0: found } of lower.matchAll(ASCII_WORDS)) {
    const gap = lower.slice(end, Math.min(index, end + LONGEST_GAP));
    end = index + found.length;
    const last = words.at(-1);
    const isPlain = gap === ' ' || last === undefined;
    if (!isPlain && EMPHASIS.test(gap) && last.text.length + found.length < LONGEST_WORD) last.text += found;
    else words.push({ text: found, index, afterBreak: !isPlain && SENTENCE_ENDS.test(gap) });
  }
  return words;
};

/** The words of a text in order. Emphasis within a word does not split it. */
export const wordsOf = (text: string): readonly Word[] =>
  NOT_ASCII.test(text) ? wordsOfAny(text) : wordsOfAscii(text);
