import type { JsonObject, Pattern } from '@tmws/domain';

const DATES = ['createdAt', 'updatedAt', 'deletedAt'] as const;
const USAGE_DATES = ['lastUsedAt', 'decayedAt'] as const;

const revive = <T extends object>(value: T, keys: readonly (keyof T)[]): T => {
  const dates = keys.map((key) => {
    const text = value[key];
    return [key, typeof text === 'string' ? new Date(text) : undefined] as const;
  });
  return { ...value, ...Object.fromEntries(dates) };
};

/** A pattern as JSON, to remember an answer by. */
export const toSnapshot = (pattern: Pattern): JsonObject => JSON.parse(JSON.stringify(pattern));

/** The pattern that {@link toSnapshot} wrote down. */
export const fromSnapshot = (snapshot: JsonObject): Pattern => {
  const pattern: Pattern = JSON.parse(JSON.stringify(snapshot));
  return revive({ ...pattern, usage: revive(pattern.usage, USAGE_DATES) }, DATES);
};
