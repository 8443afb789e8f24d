import { displayWidth } from './display-width.ts';

/** Places where a text may be broken: after a blank, and after what joins the words of a name. */
const PIECE = /[^\s_/,.@-]*[\s_/,.@-]?/gu;

const SEGMENTS = new Intl.Segmenter('en', { granularity: 'grapheme' });

const cutToFit = (piece: string, width: number): readonly string[] => {
  if (displayWidth([piece.trimEnd()]) <= width) return [piece];
  const parts = [''];
  for (const { segment } of SEGMENTS.segment(piece)) {
    const last = parts.length - 1;
    const longer = `${parts[last]}${segment}`;
    if (displayWidth([longer]) <= width) parts[last] = longer;
    else parts.push(segment);
  }
  return parts;
};

/** The pieces of a text that stay whole where they fit. */
export const piecesOf = (text: string): readonly string[] => (text.match(PIECE) ?? []).filter((piece) => piece !== '');

/** Breaks a text into lines of at most `width` columns, between words where that is possible. */
export const wrapCell = (text: string, width: number): readonly string[] => {
  if (displayWidth([text]) <= width) return [text];
  const lines = [''];
  for (const piece of piecesOf(text).flatMap((whole) => cutToFit(whole, width))) {
    const last = lines.length - 1;
    const longer = `${lines[last]}${piece}`;
    if (displayWidth([longer.trimEnd()]) <= width) lines[last] = longer;
    else lines.push(piece);
  }
  return lines.map((line) => line.trimEnd()).filter((line) => line !== '');
};
