/** The longest term kept, in UTF-16 units; a longer word (a key, a blob of base64) is cut here. */
export const MAX_TERM_LENGTH = 64;

/**
 * Runs are folded piece by piece, since normalising a long run of combining marks takes quadratic time.
 * A word is longer than this only if most of it is marks.
 */
const PIECE_LENGTH = 256;

/** Begins with no mark: those of emoji are no words. */
const WORD_RUN = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/uy;

/** A run of a script that writes no spaces between words (or, as Hangul, glues particles to them), or a word of any other. */
const FOLDED_RUN =
  /([\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー\u3099\u309a]+)|[[\p{L}\p{M}\p{N}]--[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー\u3099\u309a]]+/gv;

/**
 * Marks whose absence leaves the word readable: Latin, Greek and Cyrillic accents, Hebrew points, Arabic vowel signs,
 * and those that make an emoji of a digit.
 */
const OPTIONAL_MARKS = /(?:[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u0670]|[\ufe00-\ufe0f]|\u20e3)+/gu;

/** Letters with a stroke or ligature, which Unicode does not decompose, and the sigma that ends a word. */
const UNDECOMPOSED = /[ßæœøłđðþıς]/gu;
const BASE_LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ς: 'σ',
};

/** Where a word in camelCase falls into its parts. */
const PART_BOUNDARY = /(?<=\p{Ll})(?=\p{Lu})/u;

/** Receives a term and where it stands in the text that was given, in UTF-16 units, end exclusive. */
export type TermVisitor = (term: string, start: number, end: number) => void;

/**
 * The terms of a text in its order, repeated as often as they occur: words of letters and digits, camelCase ones as a
 * whole and in parts, and bigrams of characters in scripts without spaces; folded (compatibility forms, lower case, no
 * accents). Takes time linear in the text.
 */
export function tokenize(text: string): string[] {
  const terms: string[] = [];
  visitTerms(text, (term) => terms.push(term));
  return terms;
}

/**
 * Calls `visit` for each term that {@link tokenize} would return, with its place in `text` (the parts of a word with
 * the whole word's). Places inside a run whose length changes with normalisation (half-width kana, ligatures) are close,
 * not exact.
 */
export function visitTerms(text: string, visit: TermVisitor): void {
  let position = 0;
  while (position < text.length) {
    const end = asciiWordEnd(text, position);
    const next = end < text.length ? text.charCodeAt(end) : 0;
    if (next < 128) {
      if (end > position) visitWord(text.slice(position, end), position, end, visit);
      position = end + 1;
      continue;
    }
    WORD_RUN.lastIndex = position;
    const run = WORD_RUN.exec(text)?.[0];
    if (run === undefined) {
      position += 1;
      continue;
    }
    visitRun(run, position, visit);
    position += run.length;
  }
}

function asciiWordEnd(text: string, start: number): number {
  let end = start;
  while (end < text.length && isAsciiLetterOrDigit(text.charCodeAt(end))) end += 1;
  return end;
}

function isAsciiLetterOrDigit(unit: number): boolean {
  return (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90) || (unit >= 48 && unit <= 57);
}

/** What the pieces of one run hand on to the next. */
interface RunState {
  /** The last character of the unspaced run so far, not yet the start of a bigram. */
  pending: string;
  pendingStart: number;
  /** Whether a bigram was made of the pending character as its second. */
  paired: boolean;
  /** Whether a word was cut off by the end of the last piece. */
  wordOpen: boolean;
}

function visitRun(run: string, start: number, visit: TermVisitor): void {
  const state: RunState = { pending: '', pendingStart: 0, paired: false, wordOpen: false };
  let from = 0;
  while (from < run.length) {
    const to = pieceEnd(run, from);
    visitPiece(fold(run.slice(from, to)), start + from, start + to, { state, visit });
    from = to;
  }
  closeUnspaced(state, start + run.length, visit);
}

function pieceEnd(run: string, from: number): number {
  const to = Math.min(from + PIECE_LENGTH, run.length);
  return to < run.length && isLowSurrogate(run.charCodeAt(to)) ? to - 1 : to;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/** Folds all but the case, which tells the parts of a word. */
function fold(piece: string): string {
  return piece.normalize('NFKD').replace(OPTIONAL_MARKS, '').normalize('NFC');
}

function visitPiece(
  folded: string,
  start: number,
  end: number,
  context: { readonly state: RunState; readonly visit: TermVisitor },
): void {
  const { state, visit } = context;
  for (const match of folded.matchAll(FOLDED_RUN)) {
    const word = match[0];
    const from = Math.min(start + match.index, end);
    if (match[1] !== undefined) {
      state.wordOpen = false;
      visitUnspaced(word, { from, end }, state, visit);
      continue;
    }
    closeUnspaced(state, from, visit);
    const continues = state.wordOpen && match.index === 0;
    state.wordOpen = match.index + word.length === folded.length;
    if (!continues) visitWord(word, from, Math.min(from + word.length, end), visit);
  }
}

function visitUnspaced(
  run: string,
  place: { readonly from: number; readonly end: number },
  state: RunState,
  visit: TermVisitor,
): void {
  let at = place.from;
  for (const character of run) {
    const next = Math.min(at + character.length, place.end);
    if (state.pending !== '') visit(state.pending + character, state.pendingStart, next);
    state.paired = state.pending !== '';
    state.pending = character;
    state.pendingStart = at;
    at = next;
  }
}

/** A character that stands alone between words of other scripts is a term by itself. */
function closeUnspaced(state: RunState, end: number, visit: TermVisitor): void {
  if (state.pending !== '' && !state.paired) visit(state.pending, state.pendingStart, end);
  state.pending = '';
  state.paired = false;
}

function visitWord(word: string, start: number, end: number, visit: TermVisitor): void {
  const whole = cut(word);
  const term = lowerCase(whole);
  if (term !== whole && word.length <= MAX_TERM_LENGTH) {
    const parts = word.split(PART_BOUNDARY);
    if (parts.length > 1) for (const part of parts) visit(lowerCase(part), start, end);
  }
  visit(term, start, end);
}

function lowerCase(word: string): string {
  return word.toLowerCase().replace(UNDECOMPOSED, (letter) => BASE_LETTERS[letter] ?? letter);
}

function cut(word: string): string {
  if (word.length <= MAX_TERM_LENGTH) return word;
  return word.slice(0, isLowSurrogate(word.charCodeAt(MAX_TERM_LENGTH)) ? MAX_TERM_LENGTH - 1 : MAX_TERM_LENGTH);
}
