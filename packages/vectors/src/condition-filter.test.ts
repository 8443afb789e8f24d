import { all, any, type Condition, type ConditionSubject, evaluate, has, is, isIn, not } from '@tmws/domain';
import type { IndexRow } from '@tmws/engine';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringLiteral, toFilter } from './condition-filter.ts';
import { axisVector, emptyIndex, sampleRow } from './testing/sample-rows.ts';

test('no condition at all passes every row, and no alternative passes none', () => {
  expect(toFilter(all())).toBe('true');
  expect(toFilter(any())).toBe('false');
  expect(toFilter(isIn('id', []))).toBe('false');
  expect(toFilter(not(any()))).toBe('true');
  expect(toFilter(all(is('isHead'), any(isIn('id', []), all())))).toBe('is_head');
});

test('a quote in a value cannot end its literal', () => {
  expect(stringLiteral("a' OR 'b'='b")).toBe("'a'' OR ''b''=''b'");
});

const ODD_TEXTS = [
  '',
  "'",
  "''",
  '\\',
  "\\'",
  '"',
  '`',
  '%',
  '_',
  '\0',
  'a\0b',
  '\n',
  '\r\n',
  '-- x',
  '/* x */',
  ';',
  '{}',
  '$1',
  '?',
  ':x',
  "x' OR true --",
  'é',
  'e\u0301',
  '日本語',
  '🧪',
  'NULL',
  'null',
  'true',
  ' a',
  'a ',
  'A',
  'a',
  "E'\\n'",
  '\u2028',
  '\ufeff',
  '\u202e',
  '\uffff',
];

const text = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...ODD_TEXTS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
);
const time = fc.constantFrom(-1, 0, 1, 1_700_000_000_000, 1_700_000_000_001).map((value) => new Date(value));

const row: fc.Arbitrary<Omit<IndexRow, 'words' | 'termFrequencies'>> = fc.record({
  // Arrow's decoder takes a leading byte order mark off; ids are compared here, and have none.
  id: text.filter((value) => !value.startsWith('\ufeff')),
  lineageId: text,
  patternName: text,
  agentId: text,
  namespace: text,
  accessLevel: text,
  status: text,
  category: text,
  subcategory: fc.option(text, { nil: undefined }),
  tags: fc.array(text, { maxLength: 3 }),
  sharedWithAgents: fc.array(text, { maxLength: 3 }),
  isHead: fc.boolean(),
  updatedAt: time,
  stamp: text,
  model: fc.option(text, { nil: undefined }),
  vector: fc.constant(undefined),
  neutralVector: fc.constant(undefined),
});

const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(
        'id',
        'agentId',
        'namespace',
        'accessLevel',
        'status',
        'category',
        'subcategory',
        'lineageId',
        'patternName',
      ),
      fc.array(text, { maxLength: 12 }),
    )
    .map(([field, values]) => isIn(field, values)),
  fc.tuple(fc.constantFrom('sharedWithAgents', 'tags'), text).map(([field, value]) => has(field, value)),
  fc.constantFrom('isHead', 'isDeleted').map((field) => is(field)),
  time.map((value) => ({ kind: 'updatedAfter', time: value }) satisfies Condition),
);

const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.array(tie('condition'), { maxLength: 3 }).map((parts) => all(...parts)),
    fc.array(tie('condition'), { maxLength: 3 }).map((parts) => any(...parts)),
    tie('condition').map(not),
  ),
}));

const toSubject = (value: IndexRow): ConditionSubject => ({ ...value, isDeleted: false });

test('a filter passes the same rows as the condition in memory, whatever the texts hold [security.no-injection]', {
  timeout: 120_000,
}, async () => {
  await using empty = await emptyIndex();
  const { index } = empty;
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(row, { selector: (value) => value.id, minLength: 1, maxLength: 30 }),
      fc.array(condition, { minLength: 10, maxLength: 10 }),
      async (partials, conditions) => {
        const rows = partials.map((partial) => sampleRow({ ...partial, words: 'everywhere', vector: axisVector(0) }));
        // What a run that failed left behind must not make a smaller one fail too.
        for await (const page of index.stamps()) await index.remove(page.map(({ id }) => id));
        await index.upsert(rows);
        for (const where of conditions) {
          const expected = rows.filter((value) => evaluate(where, toSubject(value))).map(({ id }) => id);
          const found = await index.searchWords({ terms: ['everywhere'], where, limit: 100 });
          expect(new Set(found.map(({ id }) => id)), toFilter(where)).toEqual(new Set(expected));
          const near = await index.searchMeaning({ vector: axisVector(0), space: 'plain', where, limit: 100 });
          expect(new Set(near.map(({ id }) => id)), toFilter(where)).toEqual(new Set(expected));
          expect(await index.count(where)).toBe(expected.length);
        }
        await index.maintain();
      },
    ),
    { numRuns: 30 },
  );
});

test('thousands of ids and hundreds of alternatives make a filter that runs', async () => {
  await using empty = await emptyIndex();
  const { index } = empty;
  await index.upsert([sampleRow({ id: 'a' }), sampleRow({ id: 'b' })]);
  const ids = Array.from({ length: 5_000 }, (_, number) => `018f0000-0000-7000-8000-${number}`);
  expect(await index.count(isIn('id', [...ids, 'a']))).toBe(1);
  expect(await index.count(not(isIn('id', [...ids, 'a'])))).toBe(1);
  expect(await index.count(any(...ids.slice(0, 500).map((tag) => has('tags', tag)), isIn('id', ['b'])))).toBe(1);
});
