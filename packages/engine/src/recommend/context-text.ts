import { isJsonObject, type JsonObject, type JsonValue, LIMITS } from '@tmws/domain';

const stringsOf = (value: JsonValue): readonly string[] => {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value.trim()];
  if (Array.isArray(value)) return value.flatMap((item: JsonValue) => stringsOf(item));
  return isJsonObject(value) ? Object.values(value).flatMap(stringsOf) : [];
};

/** At most so many bytes, without half a character at the end. */
const cut = (text: string): string =>
  Buffer.byteLength(text) <= LIMITS.queryBytes
    ? text
    : Buffer.from(text).subarray(0, LIMITS.queryBytes).toString('utf8').replace(/�$/u, '');

/** What a `context_data` says, as a request: its texts at any depth; empty where it has none. */
export const contextText = (context: JsonObject): string => cut(stringsOf(context).join('. '));
