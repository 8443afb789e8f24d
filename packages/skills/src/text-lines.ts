/** One line of a text. */
export interface TextLine {
  /** Offset of its first character. */
  readonly start: number;
  /** Offset of the next line's first character, or the text's length. */
  readonly next: number;
  /** Without its line end. */
  readonly text: string;
}

/** The lines of a text in order, ended by LF, CRLF or CR as YAML and Markdown have it; lazily, for long texts. */
export const textLines = function* (text: string): Generator<TextLine> {
  const ends = /\r\n|\n|\r/g;
  let start = 0;
  for (let end = ends.exec(text); end !== null; end = ends.exec(text)) {
    yield { start, next: ends.lastIndex, text: text.slice(start, end.index) };
    start = ends.lastIndex;
  }
  if (start < text.length) yield { start, next: text.length, text: text.slice(start) };
};
