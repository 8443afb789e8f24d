import { isJsonObject, type JsonValue, type Pattern, type SourceText, type WeightedText } from '@tmws/domain';

/** A description of fewer characters is joined by `when_to_use` or `problem` in the text that is embedded. */
const SHORT_DESCRIPTION = 60;

/** So many characters of a pattern's content stand for a description that it does not have. */
const BEGINNING = 500;

/** The largest file that is indexed, in bytes; longer ones are stored and not searched. */
export const LARGEST_INDEXED_FILE = 1024 * 1024;

const stringsOf = (source: string, value: JsonValue): readonly SourceText[] => {
  if (typeof value === 'string') return value.trim() === '' ? [] : [{ source, text: value }];
  if (Array.isArray(value)) return value.flatMap((item: JsonValue, index) => stringsOf(`${source}[${index}]`, item));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => stringsOf(source === '' ? key : `${source}.${key}`, item));
};

const textAt = (pattern: Pattern, key: string): string => {
  const value = pattern.patternData[key];
  return typeof value === 'string' ? value.trim() : '';
};

const beginningOf = (text: string): string => {
  if (text.length <= BEGINNING) return text;
  const head = text.slice(0, BEGINNING);
  const lastSpace = head.search(/\s\S*$/);
  // Scripts without spaces would otherwise lose nearly all of it.
  return (lastSpace > BEGINNING / 2 ? head.slice(0, lastSpace) : head).trimEnd().toWellFormed();
};

const isSkillText = (source: string): boolean => source.toLowerCase() === 'skill.md';

/** A file's content as text; undefined for binary content (a NUL, or bytes that are not UTF-8). */
export const decodeText = (content: Uint8Array): string | undefined => {
  if (content.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return undefined;
  }
};

/** What a pattern says in one or two sentences: its description, else the beginning of its content. */
export const descriptionOf = (pattern: Pattern): string => {
  const description = textAt(pattern, 'description');
  if (description !== '') return description;
  const contents = ['pattern_content', 'problem', 'solution', 'when_to_use'].map((key) => textAt(pattern, key));
  return beginningOf(contents.find((text) => text !== '') ?? '');
};

/** The text that stands for a pattern by meaning: `name: description`, with its occasion where the description is short. */
export const meaningText = (pattern: Pattern): string => {
  const description = descriptionOf(pattern);
  const occasion =
    description.length < SHORT_DESCRIPTION ? textAt(pattern, 'when_to_use') || textAt(pattern, 'problem') : '';
  return `${pattern.patternName}: ${occasion === '' || occasion === description ? description : `${description} ${occasion}`}`;
};

/** Says where a pattern came from. Its folders would match requests that have nothing to do with it. */
const PLACE_OF_ORIGIN = 'migrated_from';

/** YAML and Markdown break lines where the text read from them has a space. */
const onOneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/**
 * Every text of a pattern, each once: the strings of `pattern_data` at any depth and the text files of its skill. A
 * string that stands in the SKILL.md, word for word, is left to it; where lines break makes no difference.
 */
export const patternTexts = (pattern: Pattern, files: readonly SourceText[]): readonly SourceText[] => {
  const skillFile = files.find((file) => isSkillText(file.source));
  const skillText = skillFile === undefined ? '' : onOneLine(skillFile.text);
  const known = new Set<string>();
  const strings = stringsOf('', pattern.patternData).filter(({ source, text }) => {
    const line = onOneLine(text);
    if (source === PLACE_OF_ORIGIN || known.has(line) || skillText.includes(line)) return false;
    known.add(line);
    return true;
  });
  return [...strings, ...files];
};

/**
 * The texts of a pattern as they count by words: name and description twice, category and the rest once.
 */
export const weightedTexts = (pattern: Pattern, files: readonly SourceText[]): readonly WeightedText[] => {
  const description = descriptionOf(pattern);
  return [
    { text: pattern.patternName, times: 2 },
    { text: description, times: 1 },
    { text: pattern.category },
    { text: pattern.subcategory ?? '' },
    { text: pattern.tags.join(' ') },
    ...patternTexts(pattern, files),
  ];
};
