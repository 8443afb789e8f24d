import { isJsonObject, type JsonObject, type JsonValue } from './json.ts';

const mergeValue = (target: JsonValue | undefined, patch: JsonValue): JsonValue =>
  isJsonObject(patch) ? mergePatch(isJsonObject(target) ? target : {}, patch) : patch;

/**
 * The object after a JSON merge patch (RFC 7396): null deletes a key, objects merge, everything else replaces. The
 * target stays as it is.
 */
export const mergePatch = (target: JsonObject, patch: JsonObject): JsonObject => {
  const merged = new Map(Object.entries(target));
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key);
    else merged.set(key, mergeValue(merged.get(key), value));
  }
  return Object.fromEntries(merged);
};
