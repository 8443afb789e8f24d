import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import { type FieldViolation, LIMITS } from '@tmws/domain';
import type { StructField } from './struct-fields.ts';

/** Keys that a JavaScript object cannot hold as data: the decoder would drop them without a word. */
const UNSAFE_KEY = '__proto__';

const STRUCT = { fields: 1 } as const;
const ENTRY = { key: 1, value: 2 } as const;
const VALUE = { struct: 5, list: 6, kinds: [1, 2, 3, 4, 5, 6] } as const;
const LIST = { values: 1 } as const;

/** The last occurrence counts, as for every field that is not repeated. */
const embedded = (bytes: Uint8Array, fieldNumber: number): readonly Uint8Array[] => {
  const reader = new BinaryReader(bytes);
  const found: Uint8Array[] = [];
  while (reader.pos < reader.len) {
    const [number, wireType] = reader.tag();
    if (number === fieldNumber && wireType === WireType.LengthDelimited) found.push(reader.bytes());
    else reader.skip(wireType, number);
  }
  return found;
};

const hasKind = (bytes: Uint8Array): boolean => {
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [number, wireType] = reader.tag();
    if (VALUE.kinds.some((kind) => kind === number)) return true;
    reader.skip(wireType, number);
  }
  return false;
};

interface Place {
  readonly field: string;
  readonly bytes: Uint8Array;
  readonly depth: number;
}

const tooDeep = (field: string, place: Place): FieldViolation => ({
  field,
  description: `${field} is nested deeper than ${LIMITS.patternDataDepth} levels at ${place.field}. Flatten it.`,
});

const entriesOf = (place: Place): { readonly children: readonly Place[]; readonly violation?: FieldViolation } => {
  const entries = embedded(place.bytes, STRUCT.fields).map((entry) => ({
    key: new TextDecoder().decode(embedded(entry, ENTRY.key).at(-1) ?? new Uint8Array()),
    value: embedded(entry, ENTRY.value).at(-1) ?? new Uint8Array(),
  }));
  if (entries.some(({ key }) => key === UNSAFE_KEY)) {
    const description = `${place.field} has the key ${UNSAFE_KEY}, which is not allowed. Rename it.`;
    return { children: [], violation: { field: place.field, description } };
  }
  const children = entries.map(({ key, value }) => ({
    field: `${place.field}.${key}`,
    bytes: value,
    depth: place.depth,
  }));
  return { children };
};

const valuesOf = (place: Place): readonly Place[] => [
  ...embedded(place.bytes, LIST.values).map((bytes, index) => ({
    field: `${place.field}[${index}]`,
    bytes,
    depth: place.depth,
  })),
];

const objectViolation = (field: string, bytes: Uint8Array): FieldViolation | undefined => {
  const objects: Place[] = [{ field, bytes, depth: 1 }];
  const values: Place[] = [];
  for (;;) {
    const object = objects.pop();
    if (object !== undefined) {
      if (object.depth > LIMITS.patternDataDepth) return tooDeep(field, object);
      const { children, violation } = entriesOf(object);
      if (violation !== undefined) return violation;
      values.push(...children);
      continue;
    }
    const value = values.pop();
    if (value === undefined) return undefined;
    if (value.depth > LIMITS.patternDataDepth) return tooDeep(field, value);
    if (!hasKind(value.bytes)) {
      return {
        field: value.field,
        description: `${value.field} has no value. Send one, or null, or leave the key out.`,
      };
    }
    const depth = value.depth + 1;
    for (const inner of embedded(value.bytes, VALUE.struct)) objects.push({ ...value, bytes: inner, depth });
    for (const inner of embedded(value.bytes, VALUE.list)) values.push(...valuesOf({ ...value, bytes: inner, depth }));
  }
};

/** Every place of the bytes that the steps lead to, with its name. */
const placesOf = (bytes: Uint8Array, steps: StructField): readonly { name: string; bytes: Uint8Array }[] => {
  let places = [{ name: '', bytes }];
  for (const { number, name, isList } of steps) {
    places = places.flatMap((place) =>
      embedded(place.bytes, number).map((inner, index) => ({
        name: `${place.name === '' ? '' : `${place.name}.`}${name}${isList === true ? `[${index}]` : ''}`,
        bytes: inner,
      })),
    );
  }
  return places;
};

/**
 * What the decoder of JSON objects would drop or refuse without saying so: a key `__proto__`, a value that is none, and
 * nesting beyond the limit. Looks at the bytes of a request, before they are decoded.
 *
 * @throws where the bytes are no message at all
 */
export const structViolations = (bytes: Uint8Array, fields: readonly StructField[]): readonly FieldViolation[] =>
  fields.flatMap((steps) =>
    placesOf(bytes, steps).flatMap(({ name, bytes: object }) => {
      const violation = objectViolation(name, object);
      return violation === undefined ? [] : [violation];
    }),
  );
