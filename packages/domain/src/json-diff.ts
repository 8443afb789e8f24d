import { isJsonObject, type JsonObject, type JsonValue } from './json.ts';

/** How a place of a JSON object differs: only the newer one has it, only the older one, or both with other values. */
export type DataChangeKind = 'ADDED' | 'REMOVED' | 'CHANGED';

/** One difference between two JSON objects. */
export interface DataChange {
  /** JSON pointer (RFC 6901) to the place, e.g. `/steps/2`. */
  readonly path: string;
  readonly kind: DataChangeKind;
  /** Undefined where it was added. */
  readonly oldValue: JsonValue | undefined;
  /** Undefined where it was removed. */
  readonly newValue: JsonValue | undefined;
}

type Members = ReadonlyMap<string, JsonValue>;

/** The members of an object, or of a list by their places; undefined for a single value. */
const membersOf = (value: JsonValue): Members | undefined => {
  if (Array.isArray(value)) return new Map(value.map((item: JsonValue, index) => [String(index), item]));
  return isJsonObject(value) ? new Map(Object.entries(value)) : undefined;
};

const pointerToken = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

const memberChanges = (older: Members, newer: Members, path: string): readonly DataChange[] =>
  [...new Set([...older.keys(), ...newer.keys()])].flatMap((key) =>
    valueChanges(older.get(key), newer.get(key), `${path}/${pointerToken(key)}`),
  );

const valueChanges = (
  oldValue: JsonValue | undefined,
  newValue: JsonValue | undefined,
  path: string,
): readonly DataChange[] => {
  if (oldValue === undefined) return [{ path, kind: 'ADDED', oldValue, newValue }];
  if (newValue === undefined) return [{ path, kind: 'REMOVED', oldValue, newValue }];
  const older = membersOf(oldValue);
  const newer = membersOf(newValue);
  if (older !== undefined && newer !== undefined && Array.isArray(oldValue) === Array.isArray(newValue)) {
    return memberChanges(older, newer, path);
  }
  return oldValue === newValue ? [] : [{ path, kind: 'CHANGED', oldValue, newValue }];
};

/** What differs between two JSON objects, by path; key order means nothing. Empty: they are equal. */
export const diffJson = (older: JsonObject, newer: JsonObject): readonly DataChange[] => valueChanges(older, newer, '');
