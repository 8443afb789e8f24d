import { InputError } from './errors/input-error.ts';

/** A JSON object as it was read. */
export type JsonFields = { readonly [key: string]: unknown };

const isFields = (value: unknown): value is JsonFields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A key that a JavaScript object drops silently is refused instead. */
const refuseUnsafeKey = (key: string, value: unknown): unknown => {
  if (key === '__proto__') throw new SyntaxError('the key __proto__ is not allowed');
  return value;
};

/** Reads JSON; `source` says where it came from, e.g. `--data`. @throws InputError when it is none. */
export const readJson = (text: string, source: string): unknown => {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''), refuseUnsafeKey);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new InputError(`${source} is not JSON: ${why}. Mend it there.`, { source });
  }
};

/** Reads a JSON object. @throws InputError when it is none. */
export const readJsonObject = (text: string, source: string): JsonFields => {
  const value = readJson(text, source);
  if (isFields(value)) return value;
  throw new InputError(`${source} is no JSON object. Write it as {"key": …}.`, { source });
};

/** Reads a JSON list of texts. @throws InputError when it is none. */
export const readJsonTexts = (text: string, source: string): readonly string[] => {
  const value = readJson(text, source);
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
  throw new InputError(`${source} is no JSON list of texts. Write it as ["…", "…"].`, { source });
};
