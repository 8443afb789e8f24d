import { isJsonObject, type JsonObject, type JsonValue, LIMITS, type Pattern, type SourceText } from '@tmws/domain';

/** A text of a pattern as the scan gets it. */
export interface ScannedText extends SourceText {
  /** What was put before the text so that a rule sees its key; empty: nothing. */
  readonly prefix: string;
}

/** What the scan reads of a pattern besides the files of its skill. */
export type ScannedContent = Pick<Pattern, 'patternName' | 'category' | 'subcategory' | 'tags' | 'patternData'>;

/** A value as short as this is read with its key, which tells what it is: `password: …`. */
const LONGEST_WITH_KEY = 256;

/** Shorter keys name a field and say nothing else. */
const SHORTEST_KEY_TEXT = 20;

interface Place {
  readonly source: string;
  readonly key: string;
  readonly value: JsonValue;
  readonly depth: number;
}

const childrenOf = ({ source, key, value, depth }: Place): readonly Place[] => {
  if (Array.isArray(value)) {
    return value.map((item: JsonValue, index) => ({
      source: `${source}[${index}]`,
      key,
      value: item,
      depth: depth + 1,
    }));
  }
  if (!isJsonObject(value)) return [];
  return Object.entries(value).map(([name, item]) => ({
    source: `${source}.${name}`,
    key: name,
    value: item,
    depth: depth + 1,
  }));
};

const textOf = (source: string, key: string, value: string): ScannedText => {
  const prefix = key !== '' && value.length <= LONGEST_WITH_KEY && !value.includes('\n') ? `${key}: ` : '';
  return { source, text: `${prefix}${value}`, prefix };
};

/** The keys of an object that are long enough to say something, a line each. */
const keysOf = (value: JsonValue): string =>
  isJsonObject(value)
    ? Object.keys(value)
        .filter((key) => key.length >= SHORTEST_KEY_TEXT)
        .join('\n')
    : '';

/**
 * Every text of a `pattern_data` in its order, by its path, e.g. `pattern_data.steps[2]`. What is beyond the limits of
 * `pattern_data`, which a write refuses, is left out.
 */
export const dataTexts = (data: JsonObject, name = 'pattern_data'): readonly ScannedText[] => {
  const texts: ScannedText[] = [];
  let length = 0;
  const pending: Place[] = [{ source: name, key: '', value: data, depth: 1 }];
  for (let place = pending.pop(); place !== undefined; place = pending.pop()) {
    const { source, key, value, depth } = place;
    const text = typeof value === 'string' ? textOf(source, key, value) : { source, text: keysOf(value), prefix: '' };
    length += text.text.length - text.prefix.length;
    if (length > LIMITS.patternDataBytes) return texts;
    if (text.text.length > text.prefix.length) texts.push(text);
    if (depth <= LIMITS.patternDataDepth) {
      for (const child of childrenOf(place).toReversed()) pending.push(child);
    }
  }
  return texts;
};

/** The texts of a pattern's other fields, by their names. */
export const labelTexts = ({
  patternName,
  category,
  subcategory,
  tags,
}: Omit<ScannedContent, 'patternData'>): readonly ScannedText[] =>
  [
    { source: 'pattern_name', text: patternName },
    { source: 'category', text: category },
    { source: 'subcategory', text: subcategory ?? '' },
    ...tags.map((text, place) => ({ source: `tags[${place}]`, text })),
  ].flatMap((one) => (one.text === '' ? [] : [{ ...one, prefix: '' }]));
