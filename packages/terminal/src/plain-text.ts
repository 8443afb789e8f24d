/** Control characters, C1 and the marks that turn the direction of text, all of which can make a terminal lie. */
const UNSAFE = /[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

const shown = (character: string): string => {
  if (character === '\n' || character === '\t') return character;
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
};

/**
 * Another agent's text, safe to print on a terminal: control characters but line breaks and tabs become visible, so no
 * stored text moves the cursor, recolours or hides what stands around it.
 */
export const plainText = (text: string): string => text.replaceAll('\r\n', '\n').replaceAll(UNSAFE, shown);

/** The same on one line: every run of white space is one space. */
export const plainLine = (text: string): string => plainText(text.replaceAll(/\s+/g, ' ').trim());
