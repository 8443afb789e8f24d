import { create, type DescField, type DescMessage, type MessageShape, ScalarType } from '@bufbuild/protobuf';
import fc from 'fast-check';
import { type Known, knownValues } from './known-values.ts';

/** How far from what the contract asks for: anything at all, or what mostly passes the first checks. */
export type Manner = 'hostile' | 'sound';

interface Making {
  readonly known: Known;
  readonly manner: Manner;
  readonly depth: number;
}

const MEGABYTE = 1_048_576;
const DEEPEST = 4;
/** More than the contract allows for JSON. */
const DEEP_JSON = 40;

const HOSTILE = [
  '',
  ' ',
  '\u0000',
  'bell\u0007',
  '\u202Egnp.exe',
  '\u2066\u2069',
  '\uFEFF',
  '👩‍👩‍👧‍👦',
  'ﷺ'.repeat(50),
  'e\u0301',
  '../../etc/passwd',
  "'; drop table patterns; --",
  '%_\\"`$(id)',
  '__proto__',
  'constructor',
  'NaN',
  '-1',
  '1.0.0-',
  'id:',
  '00000000-0000-0000-0000-000000000000',
  'not-a-uuid',
  '{"a":',
];

const everyName = (known: Known): readonly string[] => Object.values(known).flat();

const hostileText = (field: DescField, known: Known): fc.Arbitrary<string> => {
  const sound = knownValues(field, known);
  return fc.oneof(
    { weight: sound.length === 0 ? 0 : 4, arbitrary: fc.constantFrom(...sound, '') },
    { weight: 2, arbitrary: fc.constantFrom(...everyName(known)) },
    { weight: 3, arbitrary: fc.constantFrom(...HOSTILE) },
    { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 300 }) },
    { weight: 1, arbitrary: fc.uuid() },
    { weight: 1, arbitrary: fc.nat(2).map((which) => ['x', '字', '\u0301'][which]?.repeat(MEGABYTE / 3) ?? '') },
  );
};

const word = fc.stringMatching(/^[a-z]{3,12}$/);

const soundText = (field: DescField, known: Known): fc.Arbitrary<string> => {
  const sound = knownValues(field, known);
  if (sound.length === 0) return word;
  if (field.name === 'request_id') return fc.oneof(fc.uuid(), fc.constantFrom(...sound));
  return field.name.endsWith('name') ? fc.oneof(fc.constantFrom(...sound), word) : fc.constantFrom(...sound);
};

const double = fc.oneof(
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, -1, 0.5, 1, 1.5, 1e308, 5e-324),
  fc.double(),
);

const int32 = fc.oneof(fc.constantFrom(0, 1, -1, 200, 201, 2_147_483_647, -2_147_483_648), fc.integer());

const int64 = fc.oneof(
  fc.constantFrom(0n, 1n, -1n, 9_007_199_254_740_993n, 9_223_372_036_854_775_807n, -9_223_372_036_854_775_808n),
  fc.bigInt({ min: -1_000n, max: 1_000n }),
);

const deepJson = (): unknown => {
  let value: unknown = 1;
  for (let depth = 0; depth < DEEP_JSON; depth += 1) value = { inner: value };
  return value;
};

const json = fc.oneof(
  { weight: 5, arbitrary: fc.dictionary(fc.string({ maxLength: 12 }), fc.jsonValue({ maxDepth: 4 }), { maxKeys: 6 }) },
  { weight: 1, arbitrary: fc.constant(deepJson()) },
  {
    weight: 1,
    arbitrary: fc.constant(Object.fromEntries(Array.from({ length: 5_000 }, (_, key) => [`k${key}`, key]))),
  },
  { weight: 1, arbitrary: fc.constant({ secret: `AKIA${'IOSFODNN7EXAMPLE'}`, description: 'x'.repeat(300_000) }) },
);

const hostileScalar = (field: DescField, known: Known): fc.Arbitrary<unknown> => {
  switch (field.scalar) {
    case ScalarType.BOOL:
      return fc.boolean();
    case ScalarType.BYTES:
      return fc.uint8Array({ maxLength: 300 });
    case ScalarType.DOUBLE:
    case ScalarType.FLOAT:
      return double;
    case ScalarType.INT64:
    case ScalarType.SINT64:
    case ScalarType.SFIXED64:
      return int64;
    case ScalarType.UINT64:
    case ScalarType.FIXED64:
      return int64.map((value) => (value < 0n ? -(value + 1n) : value));
    case ScalarType.UINT32:
    case ScalarType.FIXED32:
      return int32.map((value) => value >>> 0);
    case ScalarType.INT32:
    case ScalarType.SINT32:
    case ScalarType.SFIXED32:
      return int32;
    default:
      return hostileText(field, known);
  }
};

const soundScalar = (field: DescField, known: Known): fc.Arbitrary<unknown> => {
  switch (field.scalar) {
    case ScalarType.BOOL:
      return fc.boolean();
    case ScalarType.BYTES:
      return fc.uint8Array({ maxLength: 300 });
    case ScalarType.DOUBLE:
    case ScalarType.FLOAT:
      return fc.double({ min: 0, max: 1, noNaN: true });
    case ScalarType.INT64:
    case ScalarType.SINT64:
    case ScalarType.SFIXED64:
    case ScalarType.UINT64:
    case ScalarType.FIXED64:
      return fc.bigInt({ min: 0n, max: 5n });
    case ScalarType.INT32:
    case ScalarType.SINT32:
    case ScalarType.SFIXED32:
    case ScalarType.UINT32:
    case ScalarType.FIXED32:
      return fc.integer({ min: 1, max: 3 });
    default:
      return soundText(field, known);
  }
};

const soundJson = fc.dictionary(word, fc.oneof(word, fc.integer({ min: 0, max: 9 })), { minKeys: 1, maxKeys: 3 });

/** Fields of an update that say which, how and why, and not what. */
const NOT_CHANGED = /_id$|^(?:update_mask|etag|reason|as_admin|accept_findings|deprecated_reason|replaced_by)$/;

/** Paths of an update: of fields that the message has, and in a hostile one of others too. */
const fieldMask = (mask: DescMessage, parent: DescMessage, manner: Manner): fc.Arbitrary<unknown> => {
  const every = parent.fields.map(({ name }) => name);
  const paths = manner === 'hostile' ? [...every, ...HOSTILE] : every.filter((name) => !NOT_CHANGED.test(name));
  return fc
    .array(fc.constantFrom(...paths), { minLength: 1, maxLength: 3 })
    .map((chosen) => create(mask, { paths: chosen }));
};

const soon = (message: DescMessage): fc.Arbitrary<unknown> =>
  fc
    .integer({ min: -1_000_000, max: 1_000_000 })
    .map((seconds) => create(message, { seconds: BigInt(Math.floor(Date.now() / 1_000) + seconds) }));

const wellKnown = (message: DescMessage, parent: DescMessage, manner: Manner): fc.Arbitrary<unknown> | undefined => {
  switch (message.typeName) {
    case 'google.protobuf.Struct':
      return manner === 'sound' ? soundJson : json;
    case 'google.protobuf.FieldMask':
      return fieldMask(message, parent, manner);
    case 'google.protobuf.Timestamp':
      if (manner === 'sound') return soon(message);
      return fc.record({ seconds: int64, nanos: int32 }).map((init) => create(message, init));
    default:
      return undefined;
  }
};

const single = (field: DescField, making: Making): fc.Arbitrary<unknown> => {
  const { known, manner } = making;
  if (field.message !== undefined) {
    return (
      wellKnown(field.message, field.parent, manner) ?? message(field.message, { ...making, depth: making.depth + 1 })
    );
  }
  if (field.enum !== undefined) {
    const numbers = fc.constantFrom(...field.enum.values.map(({ number }) => number));
    return manner === 'sound'
      ? numbers
      : fc.oneof({ weight: 6, arbitrary: numbers }, { weight: 1, arbitrary: fc.constant(999) });
  }
  return manner === 'sound' ? soundScalar(field, known) : hostileScalar(field, known);
};

const ofField = (field: DescField, making: Making): fc.Arbitrary<unknown> => {
  switch (field.fieldKind) {
    case 'list':
      return fc.array(single(field, making), { maxLength: 3 });
    case 'map':
      return fc.dictionary(fc.string({ maxLength: 8 }), single(field, making), { maxKeys: 2 });
    default:
      return single(field, making);
  }
};

/** Whether a sound message cannot do without it, as far as the descriptor tells. */
const isNeeded = (field: DescField): boolean =>
  field.fieldKind !== 'list' &&
  field.fieldKind !== 'enum' &&
  field.proto.proto3Optional !== true &&
  field.scalar !== ScalarType.BOOL;

const mostlyAbsent = (value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> => fc.oneof(fc.constant(undefined), value);

const message = (type: DescMessage, making: Making): fc.Arbitrary<MessageShape<DescMessage>> => {
  if (making.depth > DEEPEST) return fc.constant(create(type));
  const members = type.members.map((member) => {
    const name = member.localName;
    if (member.kind === 'oneof') {
      const value = fc
        .constantFrom(...member.fields)
        .chain((field) => ofField(field, making).map((chosen) => ({ case: field.localName, value: chosen })));
      return { name, value, isNeeded: making.manner === 'sound' };
    }
    const value = ofField(member, making);
    if (making.manner === 'hostile') return { name, value, isNeeded: false };
    return isNeeded(member) ? { name, value, isNeeded: true } : { name, value: mostlyAbsent(value), isNeeded: false };
  });
  return fc
    .record(Object.fromEntries(members.map(({ name, value }) => [name, value])), {
      requiredKeys: members.filter((member) => member.isNeeded).map(({ name }) => name),
    })
    .map((init) => create(type, init));
};

/** Messages of a type: hostile ones have each field absent as often as not, its values anything from sound to hostile. */
export const arbitraryMessage = (
  type: DescMessage,
  making: Omit<Making, 'depth'>,
): fc.Arbitrary<MessageShape<DescMessage>> => message(type, { ...making, depth: 0 });
