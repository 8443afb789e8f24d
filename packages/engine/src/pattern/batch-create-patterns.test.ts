import { DomainError } from '@tmws/domain';
import { afterEach, describe, expect, test } from 'vitest';
import { buildCaller } from '../testing/build-caller.ts';
import { createTestEngine, type TestEngine } from '../testing/create-test-engine.ts';
import { type BatchCreateInput, batchCreatePatterns } from './batch-create-patterns.ts';
import { createPattern } from './create-pattern.ts';

const ann = buildCaller({ agentId: 'ann' });
const admin = buildCaller({ agentId: 'root', memberships: [{ namespace: 'team-a', role: 'admin' }] });

const engines: TestEngine[] = [];
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.indexer.close();
});

type Item = Exclude<BatchCreateInput['items'][number], DomainError>;

const item = (patternName: string, changes: Partial<Item> = {}): Item => ({
  patternName,
  category: 'database',
  patternData: { description: patternName },
  ...changes,
});

const setUp = async () => {
  const engine = await createTestEngine();
  engines.push(engine);
  const batch = (items: BatchCreateInput['items'], more: Partial<BatchCreateInput> = {}, caller = ann) =>
    batchCreatePatterns(engine, caller, { items, mode: 'whole', ...more });
  const count = () => engine.unitOfWork.committed().patterns.size;
  return { engine, batch, count };
};

const refusalOf = async (call: Promise<unknown>): Promise<DomainError> => {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return error instanceof DomainError ? error : expect.fail('The call was not refused.');
};

const namesOf = ({ results }: Awaited<ReturnType<typeof batchCreatePatterns>>) =>
  results.map((one) => (one.kind === 'stored' ? one.pattern.patternName : one.error.reason));

describe('a batch', () => {
  test('follows the defaults of a single creation and answers in order [batch.create]', async () => {
    const { engine, batch } = await setUp();
    const { results, searchable } = await batch([item('b'), item('a'), item('c')]);
    expect(searchable.byWords).toBe(true);
    expect(results.map((one) => one.kind === 'stored' && one.pattern)).toMatchObject(
      ['b', 'a', 'c'].map((patternName) => ({
        patternName,
        accessLevel: 'PRIVATE',
        version: '1.0.0',
        learningWeight: 1,
        status: 'ACTIVE',
        isHead: true,
        agentId: 'ann',
        namespace: 'team-a',
      })),
    );
    const single = await createPattern(engine, ann, item('d'));
    const stored = [...engine.unitOfWork.committed().patterns.values()];
    const shape = (pattern: (typeof stored)[number]) => ({
      ...pattern,
      id: '',
      lineageId: '',
      patternName: '',
      patternData: {},
    });
    for (const pattern of stored) expect(shape(pattern)).toEqual(shape(single.pattern));
  });

  test('tells what lint noticed on each item, near-duplicates later where there are many', async () => {
    const { batch } = await setUp();
    const few = await batch([item('pattern1'), item('database_index_composite')]);
    const codes = (one: (typeof few.results)[number]) =>
      one.kind === 'stored' ? one.findings.map(({ code, pending }) => (pending ? `${code} pending` : code)) : [];
    expect(few.results.map((one) => codes(one).includes('generic_name'))).toEqual([true, false]);
    expect(few.results.flatMap(codes)).toContain('missing_field');
    const many = await batch(Array.from({ length: 6 }, (_, at) => item(`sql_injection_${'abcdef'[at]}`)));
    for (const one of many.results) expect(codes(one)).toContain('near_duplicate pending');
  });

  test('with one bad item stores none [batch.one-transaction]', async () => {
    const { batch, count } = await setUp();
    await refusalOf(batch([item('a'), item('b'), item('c', { category: '' }), item('d')]));
    expect(count()).toBe(0);
  });

  test('that is refused names each bad item by its place and field [batch.error-names-item]', async () => {
    const { batch } = await setUp();
    const items = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => item(name));
    items[2] = item('c', { category: '' });
    items[5] = item('f', { learningWeight: 11 });
    const refusal = await refusalOf(batch(items));
    expect(refusal.reason).toBe('INVALID_FIELD');
    expect(refusal.message).toContain('patterns[2]: category is empty');
    expect(refusal.violations.map(({ field }) => field)).toEqual([
      'patterns[2].category',
      'patterns[5].learning_weight',
    ]);
  });

  test('whose names are taken is refused with what a single creation says', async () => {
    const { engine, batch, count } = await setUp();
    const { pattern } = await createPattern(engine, ann, item('b'));
    const refusal = await refusalOf(batch([item('a'), item('b'), item('c')]));
    expect(refusal).toMatchObject({ reason: 'PATTERN_EXISTS', metadata: { pattern_id: pattern.id, item: '1' } });
    expect(refusal.violations.map(({ field }) => field)).toEqual(['patterns[1].pattern_name']);
    expect(count()).toBe(1);
  });

  test('with one name and version twice names both items and stores nothing [batch.duplicates-within]', async () => {
    const { batch, count } = await setUp();
    const refusal = await refusalOf(batch([item('a'), item('x'), item('b'), item('c'), item('x')]));
    expect(refusal.reason).toBe('PATTERN_EXISTS');
    expect(refusal.message).toContain('patterns[1] and patterns[4]');
    expect(count()).toBe(0);
  });

  test('itemwise stores the good ones and gives each item its result or error [batch.itemwise]', async () => {
    const { batch, count } = await setUp();
    const items = [item('a'), item('b', { category: '' }), item('c'), item('a'), item('d')];
    const answer = await batch(items, { mode: 'itemwise' });
    expect(namesOf(answer)).toEqual(['a', 'INVALID_FIELD', 'c', 'PATTERN_EXISTS', 'd']);
    const [, second] = answer.results;
    expect(second?.kind === 'refused' && second.error.violations).toMatchObject([{ field: 'category' }]);
    expect(count()).toBe(3);
  });

  test('places several versions of one name in a lineage, among others', async () => {
    const { engine, batch } = await setUp();
    const { pattern: first } = await createPattern(engine, ann, item('known'));
    const { results } = await batch([
      item('known', { version: '1.1.0' }),
      item('new', { version: '1.0.0' }),
      item('alone'),
      item('new', { version: '2.0.0' }),
      item('known', { version: '3.0.0', parentPatternId: first.id }),
    ]);
    const [child, root, , second, third] = results.map((one) =>
      one.kind === 'stored' ? one.pattern : expect.fail('An item was refused.'),
    );
    expect([child?.parentPatternId, third?.parentPatternId]).toEqual([first.id, first.id]);
    expect(second?.parentPatternId).toBe(root?.id);
    const heads = [...engine.unitOfWork.committed().patterns.values()].filter(({ isHead }) => isHead);
    expect(heads.map(({ patternName, version }) => `${patternName} ${version}`).toSorted()).toEqual([
      'alone 1.0.0',
      'known 3.0.0',
      'new 2.0.0',
    ]);
  });

  test('of 1,000 items is taken, one of 1,001 or of none is refused with the limit [batch.limit]', async () => {
    const { batch, count } = await setUp();
    const items = Array.from({ length: 1_001 }, (_, at) => item(`p-${at}`));
    const refusal = await refusalOf(batch(items));
    expect(refusal.violations).toMatchObject([{ field: 'patterns' }]);
    expect(refusal.message).toContain('1000');
    expect((await refusalOf(batch([]))).reason).toBe('INVALID_FIELD');
    expect(count()).toBe(0);
    await batch(items.slice(1));
    expect(count()).toBe(1_000);
  });

  test("belongs to its agent_id, and an item's own agent_id wins [batch.agent-default]", async () => {
    const { engine, batch } = await setUp();
    await engine.unitOfWork.write(async (store) => {
      for (const agent of ['ann', 'bob', 'root']) await store.identity.provision(agent, 'team-a');
    });
    const items = [item('a'), item('b', { agentId: 'bob' }), item('c', { agentId: 'root' })];
    const { results } = await batch(items, { agentId: 'ann' }, admin);
    expect(results.map((one) => one.kind === 'stored' && one.pattern.agentId)).toEqual(['ann', 'bob', 'root']);
    expect(engine.unitOfWork.committed().audit.map(({ action, actingFor }) => [action, actingFor])).toEqual([
      ['BatchCreatePatterns', 'ann'],
      ['BatchCreatePatterns', 'bob'],
    ]);
    const refusal = await refusalOf(batch([item('x'), item('y', { agentId: 'bob' })]));
    expect(refusal).toMatchObject({ reason: 'ACTING_FOR_OTHER_DENIED' });
    expect(refusal.violations.map(({ field }) => field)).toEqual(['patterns[1].agent_id']);
  });

  test('sent again with its request id gets the first answer and acts once', async () => {
    const { batch, count } = await setUp();
    const requestId = '0b9c3d8e-5f0a-4a3c-9a2b-1f2e3d4c5b6a';
    const items = [item('a'), item('b', { category: '' }), item('c')];
    const first = await batch(items, { mode: 'itemwise', requestId });
    const again = await batch(items, { mode: 'itemwise', requestId });
    expect(again).toEqual(first);
    expect(count()).toBe(2);
    const other = await refusalOf(batch([item('z')], { mode: 'itemwise', requestId }));
    expect(other.reason).toBe('REQUEST_ID_REUSED');
  });

  test('fails whole where the failure is no item’s', async () => {
    const { engine, batch, count } = await setUp();
    engine.unitOfWork.failNextCommit(new DomainError('STORAGE_FULL', 'The disk is full.'));
    expect((await refusalOf(batch([item('a')], { mode: 'itemwise' }))).reason).toBe('STORAGE_FULL');
    expect(count()).toBe(0);
  });
});

test('a SYSTEM pattern belongs to the agent system, also in a batch [identity.system-owner]', async () => {
  const { engine, batch } = await setUp();
  const system = buildCaller({ agentId: 'root', systemAdmin: true });
  const single = await createPattern(engine, system, item('rule', { accessLevel: 'SYSTEM' }));
  const { results } = await batch([item('law', { accessLevel: 'SYSTEM' })], {}, system);
  expect([single.pattern.agentId, results[0]?.kind === 'stored' && results[0].pattern.agentId]).toEqual([
    'system',
    'system',
  ]);
  const next = await createPattern(
    engine,
    system,
    item('rule', { version: '2.0.0', parentPatternId: single.pattern.id }),
  );
  expect(next.pattern).toMatchObject({ agentId: 'system', accessLevel: 'SYSTEM' });
});
