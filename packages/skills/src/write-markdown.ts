import { isJsonObject, type JsonObject, type JsonValue } from '@tmws/domain';

/** The fields that come first, in this order, with their titles. */
const TITLES: Readonly<Record<string, string>> = {
  description: 'Description',
  when_to_use: 'When to Use',
  problem: 'Problem',
  solution: 'Solution',
  steps: 'Steps',
  example: 'Example',
  examples: 'Examples',
  expected_improvement: 'Expected Improvement',
};

const ORDER = Object.keys(TITLES);

const orderOf = (key: string): number => (ORDER.includes(key) ? ORDER.indexOf(key) : ORDER.length);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const oneLine = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();

const titleOf = (key: string): string => {
  const words = oneLine(key.replaceAll('_', ' '));
  return TITLES[key] ?? `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
};

/** With its keys in order, whatever order they came in. */
const sorted = (value: JsonValue): JsonValue => {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => compare(a, b));
  return Object.fromEntries(entries.map(([key, member]) => [key, sorted(member)]));
};

/** JSON in a fence that nothing in it closes. */
export const fencedJson = (value: JsonValue): string => {
  const text = JSON.stringify(sorted(value), undefined, 2);
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}json\n${text}\n${fence}`;
};

const isScalar = (value: JsonValue): value is null | boolean | number | string =>
  value === null || typeof value !== 'object';

const scalarText = (value: null | boolean | number | string): string => String(value).toWellFormed();

const listItem = (marker: string, text: string): string => {
  const indent = ' '.repeat(marker.length + 1);
  return `${marker} ${text.replaceAll(/\r\n|\r|\n/g, (lineEnd) => `${lineEnd}${indent}`)}`;
};

const isShallow = (value: JsonObject): boolean =>
  Object.values(value).every(isScalar) && Object.keys(value).every((key) => /^[^\s*:][^\n*:]*$/u.test(key));

const listText = (values: readonly (null | boolean | number | string)[], isNumbered: boolean): string =>
  values.map((value, place) => listItem(isNumbered ? `${place + 1}.` : '-', scalarText(value))).join('\n');

const valueText = (key: string, value: JsonValue): string => {
  if (isScalar(value)) return scalarText(value);
  if (Array.isArray(value)) {
    const items: readonly JsonValue[] = value;
    return items.every(isScalar) ? listText(items, key === 'steps') : fencedJson(items);
  }
  if (!isJsonObject(value) || !isShallow(value)) return fencedJson(value);
  return Object.entries(value)
    .toSorted(([a], [b]) => compare(a, b))
    .map(([name, member]) => listItem('-', `**${name}:** ${isScalar(member) ? scalarText(member) : ''}`))
    .join('\n');
};

const isEmpty = (value: JsonValue): boolean =>
  value === '' || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);

/** Each field under a heading: the well-known ones first, the others by key; empty ones are left out. */
export const writeSections = (data: JsonObject): string =>
  Object.entries(data)
    .filter(([, value]) => !isEmpty(value))
    .toSorted(([a], [b]) => orderOf(a) - orderOf(b) || compare(a, b))
    .map(([key, value]) => `## ${titleOf(key)}\n\n${valueText(key, value)}\n`)
    .join('\n');

/** A heading of one line. */
export const writeTitle = (title: string): string => `# ${oneLine(title)}`;

const squeezed = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

const isWithin = (text: string, value: JsonValue): boolean => {
  if (typeof value === 'string') return text.includes(squeezed(value));
  // A number stands in many texts by chance.
  if (isScalar(value)) return false;
  return Object.values(value).every((member: JsonValue) => isWithin(text, member));
};

/** The fields that a text does not hold already, word for word. */
export const missingFrom = (text: string, data: JsonObject): JsonObject => {
  const held = squeezed(text);
  return Object.fromEntries(Object.entries(data).filter(([, value]) => !isWithin(held, value)));
};
