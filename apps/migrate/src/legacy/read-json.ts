/** A JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | JsonRecord;

/** A JSON object. */
export interface JsonRecord {
  readonly [key: string]: Json;
}

/** Whether a JSON value is an object. */
export const isRecord = (value: Json | undefined): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A text, or what Python writes and JSON has not, or an integer that no double holds. */
const UNUSUAL = /"(?:[^"\\]|\\.)*"|-?\bInfinity\b|\bNaN\b|-?\d{16,}(?![\d.eE])/gs;

const unsafeKey = '__proto__';

/** A JSON text as it was read, and whether parts of it had to be put in another way. */
export interface ReadJson {
  readonly value: Json;
  /** NaN and Infinity, which became null. */
  readonly hasNoNumbers: boolean;
  /** Integers beyond ±2^53, which became texts. */
  readonly hasLargeNumbers: boolean;
}

/**
 * Reads a JSON text as Python writes it.
 *
 * @returns undefined for what is no JSON
 */
export const readJson = (text: string): ReadJson | undefined => {
  let hasNoNumbers = false;
  let hasLargeNumbers = false;
  const usual = text.replaceAll(UNUSUAL, (part) => {
    if (part.startsWith('"')) return part;
    if (/\d/.test(part)) {
      if (Number.isSafeInteger(Number(part))) return part;
      hasLargeNumbers = true;
      return `"${part}"`;
    }
    hasNoNumbers = true;
    return 'null';
  });
  try {
    const value: Json = JSON.parse(usual, (key, member: Json) => (key === unsafeKey ? undefined : member));
    return { value, hasNoNumbers, hasLargeNumbers };
  } catch {
    return undefined;
  }
};

/** The texts of a list, or of a text that is one entry; anything else has none. */
export const textsOf = (value: Json | undefined): readonly string[] => {
  if (typeof value === 'string') return value === '' ? [] : [value];
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: Json) =>
    typeof entry === 'string' ? [entry] : entry === null ? [] : [JSON.stringify(entry)],
  );
};
