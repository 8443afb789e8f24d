/** A set of ASCII characters, asked by code. */
export type CharacterSet = Uint8Array;

/** The characters of ranges such as `a-z` and of single ones; a `-` that is meant stands last. */
export const characterSet = (description: string): CharacterSet => {
  const set = new Uint8Array(128);
  for (let at = 0; at < description.length; at += 1) {
    const from = description.charCodeAt(at);
    const isRange = description[at + 1] === '-' && at + 2 < description.length;
    const to = isRange ? description.charCodeAt(at + 2) : from;
    set.fill(1, from, to + 1);
    if (isRange) at += 2;
  }
  return set;
};

export const LETTERS_AND_DIGITS = characterSet('A-Za-z0-9');
export const WORD = characterSet('A-Za-z0-9_');
export const WORD_AND_DASH = characterSet('A-Za-z0-9_-');
export const WORD_AND_SLASH = characterSet('A-Za-z0-9_/');
export const BASE64 = characterSet('A-Za-z0-9+/=');
export const TOKEN = characterSet('A-Za-z0-9_.-');
export const UPPER_AND_DIGITS = characterSet('A-Z0-9');
export const HEXADECIMAL = characterSet('a-f0-9');

/** Whether the character at an index is of a set. */
export const isOf = (set: CharacterSet, text: string, index: number): boolean => {
  const code = text.charCodeAt(index);
  return code < 128 && set[code] === 1;
};

/** Index after the run of a set's characters that begins at an index, at most `limit` long. */
export const endOfRun = (set: CharacterSet, text: string, { from, limit }: { from: number; limit: number }): number => {
  const last = Math.min(text.length, from + limit);
  let end = from;
  while (end < last && isOf(set, text, end)) end += 1;
  return end;
};
