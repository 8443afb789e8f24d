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

/**
 * Every text of `pattern_data` in its order, by its path, e.g. `pattern_data.steps[2]`. What is beyond the limits of
 * `pattern_data`, which a write refuses, is left out.
 */
export const dataTexts = (data: JsonObject): readonly ScannedText[] => {
  const texts: ScannedText[] = [];
  let length = 0;
  const pending: Place[] = [{ source: 'pattern_data', key: '', value: data, depth: 1 }];
  for (let place = pending.pop(); place !== undefined; place = pending.pop()) {
    const { source, key, value, depth } = place;
    if (typeof value === 'string' && value !== '') {
      length += value.length;
      if (length > LIMITS.patternDataBytes) return texts;
      texts.push(textOf(source, key, value));
    } else if (depth <= LIMITS.patternDataDepth) {
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
