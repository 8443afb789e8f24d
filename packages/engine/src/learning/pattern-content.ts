import { dataMarkdown, type JsonValue, type Pattern } from '@tmws/domain';

/** Tokens are counted as UTF-8 bytes ÷ 3, a bound that holds for every common tokeniser and script. */
export const BYTES_PER_TOKEN = 3;

/** The examples of a pattern, as texts: anything but a text as JSON. */
export const exampleTexts = ({ patternData }: Pattern): readonly string[] => {
  const { examples } = patternData;
  if (!Array.isArray(examples)) return [];
  return examples.map((example: JsonValue) => (typeof example === 'string' ? example : JSON.stringify(example)));
};

/**
 * What a pattern says, as Markdown.
 *
 * @param apart - Fields that are given elsewhere and left out here
 */
export const patternContent = (pattern: Pattern, apart: readonly string[] = []): string =>
  dataMarkdown(pattern.patternData, apart);

const isBoundary = (line: string): 'heading' | 'paragraph' | undefined => {
  if (/^#{1,6} /.test(line)) return 'heading';
  return line.trim() === '' ? 'paragraph' : undefined;
};

const cutAt = (text: string, bytes: number): number => {
  const room = Buffer.from(text)
    .subarray(0, bytes)
    .toString('utf8')
    .replace(/\uFFFD$/, '').length;
  let heading = 0;
  let paragraph = 0;
  let position = 0;
  for (const line of text.slice(0, room).split('\n')) {
    const kind = isBoundary(line);
    if (kind === 'heading' && position > 0) heading = position;
    if (kind === 'paragraph') paragraph = position;
    position += line.length + 1;
  }
  // A heading near the beginning would waste most of the room.
  if (heading > room / 2) return heading;
  return paragraph > room / 2 ? paragraph : Math.max(room, 1);
};

/**
 * Splits a text into parts of at most so many bytes, each cut before a heading or between paragraphs where one is near.
 * A text that fits is one part.
 */
export const splitContent = (text: string, bytes: number): readonly string[] => {
  const parts: string[] = [];
  let rest = text;
  while (Buffer.byteLength(rest) > bytes) {
    const cut = cutAt(rest, bytes);
    parts.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  return [...parts, rest];
};
