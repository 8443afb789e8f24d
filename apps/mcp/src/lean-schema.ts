/** A part of a JSON schema. */
type Part = unknown;

const isEmpty = (value: Part): boolean =>
  value === false || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);

/** Keys that only forbid, and the form without saying anything. */
const isDropped = (key: string, value: Part): boolean =>
  key === 'propertyNames' ||
  key === 'required' ||
  ((key === 'additionalProperties' || key === 'properties') && isEmpty(value));

const leanPart = (part: Part): Part => {
  if (Array.isArray(part)) return part.map(leanPart);
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(
    Object.entries(part).flatMap(([key, value]) => (isDropped(key, value) ? [] : [[key, leanPart(value)]])),
  );
};

/**
 * A JSON schema of an answer that tells what is in it, and of its parts no longer what must or must not be: every
 * client carries the schemas through every conversation.
 */
export const leanSchema = (schema: Readonly<Record<string, Part>>): Record<string, Part> =>
  Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, key === 'required' ? value : leanPart(value)]));
