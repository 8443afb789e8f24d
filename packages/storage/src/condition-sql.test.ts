import { ACCESS_LEVELS, type Condition, conditionSubject, evaluate, isIn, not, PATTERN_STATUSES } from '@tmws/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { samplePattern } from './testing/sample-pattern.ts';
import { temporaryStorage } from './testing/temporary-storage.ts';

const AGENTS = ['alice', 'bob'];
const NAMESPACES = ['default', 'other'];
const WORDS = ['a', 'A', "it's", '100%', '日本', '', 'a\u0000b', '"; drop table patterns; --'];
const TIMES = [0, 1_000, 1_001, 1_700_000_000_000].map((time) => new Date(time));

const texts = fc.constantFrom(...WORDS);

const patterns = fc
  .record({
    agentId: fc.constantFrom(...AGENTS),
    namespace: fc.constantFrom(...NAMESPACES),
    accessLevel: fc.constantFrom(...ACCESS_LEVELS),
    status: fc.constantFrom(...PATTERN_STATUSES),
    category: texts,
    subcategory: fc.option(texts, { nil: undefined }),
    sharedWithAgents: fc.uniqueArray(fc.constantFrom(...AGENTS, 'carol')),
    tags: fc.uniqueArray(texts),
    isHead: fc.boolean(),
    deletedAt: fc.option(fc.constant(new Date(5)), { nil: undefined }),
    updatedAt: fc.constantFrom(...TIMES),
  })
  .map((over) => samplePattern(over));

const values = fc.array(fc.constantFrom(...WORDS, ...AGENTS, ...NAMESPACES, ...ACCESS_LEVELS, ...PATTERN_STATUSES), {
  maxLength: 4,
});

const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({
      kind: fc.constant('in' as const),
      field: fc.constantFrom(
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
      values,
    }),
    fc.record({
      kind: fc.constant('has' as const),
      field: fc.constantFrom('sharedWithAgents', 'tags'),
      value: fc.constantFrom(...WORDS, ...AGENTS),
    }),
    fc.record({ kind: fc.constant('is' as const), field: fc.constantFrom('isHead', 'isDeleted') }),
    fc.record({ kind: fc.constant('updatedAfter' as const), time: fc.constantFrom(...TIMES) }),
    fc.record({ kind: fc.constantFrom('all', 'any'), of: fc.array(tie('condition'), { maxLength: 3 }) }),
    fc.record({ kind: fc.constant('not' as const), of: tie('condition') }),
  ),
}));

const ALL: Condition = { kind: 'all', of: [] };

describe('A condition in SQL', () => {
  test('passes the same patterns as in memory, over random patterns and conditions [security.no-injection]', async () => {
    await using world = await temporaryStorage();
    await world.storage.write(async (store) => {
      for (const agent of AGENTS) for (const namespace of NAMESPACES) await store.identity.provision(agent, namespace);
      for (const pattern of fc.sample(patterns, { numRuns: 150, seed: 11 })) await store.patterns.insert(pattern);
    });
    const stored = await world.storage.read((store) =>
      store.patterns.list({ where: ALL, order: 'created', limit: 999 }),
    );
    const some = stored.slice(0, 3);
    const withIds = condition.map(
      (test): Condition =>
        test.kind === 'in' && ['id', 'lineageId', 'patternName'].includes(test.field)
          ? {
              ...test,
              values: [
                ...test.values,
                ...some.map((pattern) => (test.field === 'patternName' ? pattern.patternName : pattern.id)),
              ],
            }
          : test,
    );
    await fc.assert(
      fc.asyncProperty(withIds, async (where) => {
        const expected = stored.filter((pattern) => evaluate(where, conditionSubject(pattern)));
        const listed = await world.storage.read((store) =>
          store.patterns.list({ where, order: 'created', limit: 999 }),
        );
        expect(listed.map((pattern) => pattern.id)).toEqual(expected.map((pattern) => pattern.id));
        expect(await world.storage.read((store) => store.patterns.count(where))).toBe(expected.length);
      }),
      { numRuns: 400 },
    );
  });

  test('takes more values than one list of parameters may hold', async () => {
    await using world = await temporaryStorage();
    const pattern = samplePattern();
    await world.storage.write((store) => store.patterns.insert(pattern));
    const many = [...Array.from({ length: 12_000 }, (_, index) => `absent ${index}`), pattern.id];
    const count = (where: Condition) => world.storage.read((store) => store.patterns.count(where));
    expect(await count(isIn('id', many))).toBe(1);
    expect(await count(not(isIn('id', many)))).toBe(0);
  });

  test('tests nothing where it has no parts', async () => {
    await using world = await temporaryStorage();
    await world.storage.write((store) => store.patterns.insert(samplePattern()));
    const count = (where: Condition) => world.storage.read((store) => store.patterns.count(where));
    expect(await count({ kind: 'all', of: [] })).toBe(1);
    expect(await count({ kind: 'any', of: [] })).toBe(0);
    expect(await count(isIn('category', []))).toBe(0);
  });
});
