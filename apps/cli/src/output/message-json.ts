import * as contract from '@tmws/contract';

/** The part of a generated message type that the printer needs. */
export interface MessageType<Message> {
  toJSON(message: Message): unknown;
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

const toSnakeCase = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** `ACCESS_LEVEL_` and the like, longest first, so that none hides behind another. */
const ENUM_PREFIXES = Object.entries(contract)
  .filter(([, value]) => typeof value === 'object' && 'UNRECOGNIZED' in value)
  .map(([name]) => `${toSnakeCase(name).slice(1).toUpperCase()}_`)
  .sort((a, b) => b.length - a.length);

const enumName = (text: string): string => {
  const prefix = ENUM_PREFIXES.find((candidate) => text.startsWith(candidate)) ?? '';
  return text.slice(prefix.length).toLowerCase();
};

/** A key that no message has; `toJSON` drops it from a message and keeps it in a map. */
const MARK = '\0';

/**
 * Prepares a copy so that `toJSON` tells the kinds of fields apart, which the message itself does not: zeros become
 * ones, because it leaves zeros out; and every object gets the mark.
 */
const prepare = (value: unknown): void => {
  if (Array.isArray(value)) {
    for (const item of value) prepare(item);
    return;
  }
  if (!isFields(value)) return;
  for (const [key, item] of Object.entries(value)) {
    if (item === 0) Reflect.set(value, key, 1);
    else prepare(item);
  }
  Reflect.set(value, MARK, 1);
};

const pick = (value: unknown, key: string | number): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;

/** A value, with the same place in the prepared copy and in what `toJSON` made of that. */
const print = (value: unknown, copy: unknown, json: unknown): unknown => {
  if (value === undefined) return null;
  if (typeof value === 'number' && typeof json === 'string' && Number.isFinite(value)) {
    return value === 0 ? 'unspecified' : enumName(json);
  }
  // Times and bytes, which toJSON makes text of.
  if (value instanceof Date || value instanceof Uint8Array) return json;
  // Passed on as it is: a JSON value of the user's, whose keys are the user's too, or a list of texts.
  if (typeof value !== 'object' || value === null || copy === json) return value;
  if (Array.isArray(value)) return value.map((item, index) => print(item, pick(copy, index), pick(json, index)));
  // A well-known type that toJSON writes as text, such as a field mask.
  if (!isFields(value) || !isFields(json)) return json;
  if (MARK in json) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, print(item, pick(copy, key), json[key])]),
    );
  }
  return printMessage(value, copy, json);
};

const printMessage = (message: Fields, copy: unknown, json: Fields): object =>
  Object.fromEntries(
    Object.entries(message).map(([key, value]) => {
      const inCopy = pick(copy, key);
      if (isFields(value) && typeof value.$case === 'string') {
        return [toSnakeCase(value.$case), print(value.value, pick(inCopy, 'value'), json[value.$case])];
      }
      // What the copy's toJSON leaves out is empty: an empty text, list or map, or false.
      return [toSnakeCase(key), key in json ? print(value, inCopy, json[key]) : (value ?? null)];
    }),
  );

/**
 * A message as `--json` prints it: keys as in the proto, in snake_case; enum values in lower case without their prefix;
 * times in ISO 8601; fields of a oneof under their own names; every field there, null where it is unset. It knows no
 * single message: the kinds of fields come from the message's own `toJSON`.
 */
export const messageJson = <Message extends object>(type: MessageType<Message>, message: Message): object => {
  const copy = structuredClone(message);
  prepare(copy);
  const json = type.toJSON(copy);
  if (!isFields(json) || !isFields(message)) throw new TypeError('A message has fields.');
  return printMessage(message, copy, json);
};
