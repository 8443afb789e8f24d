import { create, type DescField, type DescMessage, type MessageShape, ScalarType } from '@bufbuild/protobuf';
import fc from 'fast-check';

/** What may stand where the contract expects the id of something that exists. */
export interface Known {
  readonly ids: readonly string[];
  readonly names: readonly string[];
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

const text = ({ ids, names }: Known): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...ids) },
    { weight: 2, arbitrary: fc.constantFrom(...names) },
    { weight: 3, arbitrary: fc.constantFrom(...HOSTILE) },
    { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 300 }) },
    { weight: 1, arbitrary: fc.uuid() },
    { weight: 1, arbitrary: fc.nat(2).map((which) => ['x', '字', '\u0301'][which]?.repeat(MEGABYTE / 3) ?? '') },
  );

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

const scalar = (type: ScalarType, known: Known): fc.Arbitrary<unknown> => {
  switch (type) {
    case ScalarType.STRING:
      return text(known);
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
    default:
      return int32;
  }
};

const single = (field: DescField, known: Known, depth: number): fc.Arbitrary<unknown> => {
  const { message } = field;
  if (message !== undefined) {
    if (message.typeName === 'google.protobuf.Struct') return json;
    return arbitraryMessage(message, known, depth + 1);
  }
  if (field.enum !== undefined) {
    const numbers = field.enum.values.map(({ number }) => number);
    return fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...numbers) }, { weight: 1, arbitrary: fc.constant(999) });
  }
  return scalar(field.scalar ?? ScalarType.STRING, known);
};

const ofField = (field: DescField, known: Known, depth: number): fc.Arbitrary<unknown> => {
  switch (field.fieldKind) {
    case 'list':
      return fc.array(single(field, known, depth), { maxLength: 3 });
    case 'map':
      return fc.dictionary(
        fc.string({ maxLength: 8 }),
        field.message === undefined
          ? scalar(field.scalar ?? ScalarType.STRING, known)
          : arbitraryMessage(field.message, known, depth + 1),
        { maxKeys: 2 },
      );
    default:
      return single(field, known, depth);
  }
};

/** Messages of a type: each field absent as often as not, its values anything from sound to hostile. */
export const arbitraryMessage = (
  message: DescMessage,
  known: Known,
  depth = 0,
): fc.Arbitrary<MessageShape<DescMessage>> => {
  if (message.typeName === 'google.protobuf.Timestamp') {
    return fc.record({ seconds: int64, nanos: int32 }).map((init) => create(message, init));
  }
  if (depth > DEEPEST) return fc.constant(create(message));
  const members = message.members.map((member) =>
    member.kind === 'field'
      ? { name: member.localName, value: ofField(member, known, depth) }
      : {
          name: member.localName,
          value: fc
            .constantFrom(...member.fields)
            .chain((field) => ofField(field, known, depth).map((value) => ({ case: field.localName, value }))),
        },
  );
  return fc
    .record(Object.fromEntries(members.map(({ name, value }) => [name, value])), { requiredKeys: [] })
    .map((init) => create(message, init));
};
