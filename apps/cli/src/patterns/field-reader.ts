import { enumFromText } from '@tmws/terminal';
import { InputError } from '../errors/input-error.ts';
import type { JsonFields } from '../read-json.ts';

const isText = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => typeof value === 'number';
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';
const isTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isText);
const isObject = (value: unknown): value is JsonFields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads the fields of one JSON object by type. Absent and null are the same: undefined. */
export class FieldReader {
  readonly #fields: JsonFields;
  readonly #place: string;
  readonly #read = new Set<string>();

  /** `place` stands before a field's name in messages, e.g. `patterns[1].`. */
  constructor(fields: JsonFields, place: string) {
    this.#fields = fields;
    this.#place = place;
  }

  text(name: string): string | undefined {
    return this.#get(name, isText, 'a text');
  }

  number(name: string): number | undefined {
    return this.#get(name, isNumber, 'a number');
  }

  flag(name: string): boolean | undefined {
    return this.#get(name, isFlag, 'true or false');
  }

  texts(name: string): string[] {
    return [...(this.#get(name, isTexts, 'a list of texts') ?? [])];
  }

  object(name: string): JsonFields | undefined {
    return this.#get(name, isObject, 'an object');
  }

  /** A value of a contract's enum in lower case. @throws InputError when it is none of them */
  oneOf<Values extends Readonly<Record<string, number>>>(
    name: string,
    values: Values,
  ): Values[Extract<keyof Values, string>] | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    try {
      return enumFromText(values, text);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new InputError(`${this.#place}${name}: ${why}`, { field: `${this.#place}${name}` });
    }
  }

  /** Ends the reading. @throws InputError for a field that nothing asked for, which a typing error may be */
  end(): void {
    const unknown = Object.keys(this.#fields).find((name) => !this.#read.has(name));
    if (unknown === undefined) return;
    throw new InputError(
      `${this.#place}${unknown} is no field that can be set. There are: ${[...this.#read].join(', ')}.`,
      { field: `${this.#place}${unknown}` },
    );
  }

  #get<Value>(name: string, isValue: (value: unknown) => value is Value, kind: string): Value | undefined {
    this.#read.add(name);
    const value = Object.hasOwn(this.#fields, name) ? this.#fields[name] : undefined;
    if (value === undefined || value === null) return undefined;
    if (isValue(value)) return value;
    const field = `${this.#place}${name}`;
    throw new InputError(`${field} is not ${kind}.`, { field });
  }
}
