import { DomainError } from '@tmws/domain';
import { afterEach, expect, test } from 'vitest';
import { buildCaller } from '../testing/build-caller.ts';
import { createTestEngine, type TestEngine } from '../testing/create-test-engine.ts';
import { listUsage } from '../usage/list-usage.ts';
import { batchCreatePatterns } from './batch-create-patterns.ts';
import { type CreatePatternInput, createPattern } from './create-pattern.ts';
import type { PatternOrigin } from './pattern-origin.ts';
import { updatePattern } from './update-pattern.ts';

const ann = buildCaller({ agentId: 'ann' });
const root = buildCaller({ agentId: 'root', systemAdmin: true });
const ID = '3f2b8a54-1c1e-4b1f-9a63-0d7d2f6f1a11';
const CREATED = new Date('2024-03-01T10:00:00Z');
const UPDATED = new Date('2024-04-01T10:00:00Z');

const engines: TestEngine[] = [];
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.indexer.close();
});

const setUp = async () => {
  const engine = await createTestEngine();
  engines.push(engine);
  const given = (origin: Partial<PatternOrigin>): CreatePatternInput => ({
    patternName: 'index_scan',
    category: 'database',
    patternData: { description: 'Find the sequential scan' },
    origin: { sourceId: ID, uses: [], ...origin },
  });
  return { engine, given };
};

const refusalOf = async (call: Promise<unknown>): Promise<DomainError> => {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return error instanceof DomainError ? error : expect.fail('The call was not refused.');
};

test('a system admin keeps id, dates, counts and history of what it brings along', async () => {
  const { engine, given } = await setUp();
  const usedAt = new Date('2024-03-05T00:00:00Z');
  const { pattern } = await createPattern(
    engine,
    root,
    given({
      createdAt: CREATED,
      updatedAt: UPDATED,
      uses: [
        { usedAt, agentId: 'gone', success: true, executionTime: 2, contextData: { table: 'users' } },
        { usedAt: UPDATED, success: false },
      ],
      otherUses: { usageCount: 7, ownerUsageCount: 2, successCount: 5, failureCount: 1, lastUsedAt: undefined },
    }),
  );
  expect(pattern).toMatchObject({ id: ID, createdAt: CREATED, updatedAt: UPDATED, revision: 1, lineageId: ID });
  expect(pattern.usage).toMatchObject({
    usageCount: 9,
    ownerUsageCount: 3,
    successCount: 6,
    failureCount: 2,
    timedCount: 1,
    totalTime: 2,
    lastUsedAt: UPDATED,
  });
  const { usages } = await listUsage(engine, root, { patternId: ID, outcome: 'any', pageSize: 10, pageToken: '' });
  expect(usages).toMatchObject([
    { agentId: 'root', usedAt: UPDATED, success: false },
    { agentId: 'gone', usedAt, success: true, executionTime: 2, contextData: { table: 'users' } },
  ]);
});

test('another agent gets an id of its own making, the same each time, and keeps its own history', async () => {
  const { engine, given } = await setUp();
  const { pattern } = await createPattern(engine, ann, given({ uses: [{ usedAt: CREATED, success: true }] }));
  expect(pattern.id).not.toBe(ID);
  expect(pattern.usage).toMatchObject({ usageCount: 1, ownerUsageCount: 1, successCount: 1 });
  const again = await refusalOf(createPattern(engine, ann, { ...given({}), patternName: 'renamed' }));
  expect(again).toMatchObject({ reason: 'PATTERN_EXISTS', metadata: { pattern_id: pattern.id, source_id: ID } });
});

test('only a system admin brings along counts and the uses of others', async () => {
  const { engine, given } = await setUp();
  const counts = { usageCount: 1, ownerUsageCount: 0, successCount: 1, failureCount: 0, lastUsedAt: undefined };
  const cases = [
    ['NOT_ADMIN', { otherUses: counts }],
    ['ACTING_FOR_OTHER_DENIED', { uses: [{ usedAt: CREATED, agentId: 'bob' }] }],
  ] as const;
  for (const [reason, origin] of cases) {
    expect((await refusalOf(createPattern(engine, ann, given(origin)))).reason).toBe(reason);
  }
  expect(engine.unitOfWork.committed().patterns.size).toBe(0);
});

test('an origin that cannot be is refused by its field', async () => {
  const { engine, given } = await setUp();
  const future = new Date(engine.clock.now().getTime() + 1_000);
  const counts = { usageCount: 1, ownerUsageCount: 0, successCount: 1, failureCount: 1, lastUsedAt: undefined };
  const cases: readonly (readonly [string, Partial<PatternOrigin>])[] = [
    ['origin.source_id', { sourceId: '' }],
    ['origin.created_at', { createdAt: future }],
    ['origin.updated_at', { createdAt: UPDATED, updatedAt: CREATED }],
    ['origin.uses[0].used_at', { uses: [{ usedAt: future }] }],
    ['origin.uses[1].used_at', { uses: [{ usedAt: CREATED }, { usedAt: undefined }] }],
    ['origin.uses[0].execution_time', { uses: [{ usedAt: CREATED, executionTime: -1 }] }],
    ['origin.other_uses', { otherUses: counts }],
    ['origin.uses', { uses: Array.from({ length: 10_001 }, () => ({ usedAt: CREATED })) }],
  ];
  for (const [field, origin] of cases) {
    const { reason, violations } = await refusalOf(createPattern(engine, root, given(origin)));
    expect({ reason, field: violations[0]?.field }).toEqual({ reason: 'INVALID_FIELD', field });
  }
});

test('in a batch what came before is told item by item, and the rest is stored', async () => {
  const { engine, given } = await setUp();
  const { requestId: _, ...item } = given({});
  const items = [item, { ...item, patternName: 'other', origin: { sourceId: 'b', uses: [] } }];
  const send = () => batchCreatePatterns(engine, root, { items, mode: 'itemwise' });
  expect((await send()).results.map(({ kind }) => kind)).toEqual(['stored', 'stored']);
  const { results } = await send();
  expect(results).toMatchObject([
    { kind: 'refused', error: { reason: 'PATTERN_EXISTS', metadata: { pattern_id: ID } } },
    { kind: 'refused', error: { reason: 'PATTERN_EXISTS', metadata: { source_id: 'b' } } },
  ]);
});

test('a secret in what is told of a past use is refused where others could read it, and can be accepted', async () => {
  const { engine, given } = await setUp();
  const key = ['AKIA', 'Q3EGRZ5JTWM7XKLP'].join('');
  const asked = given({ uses: [{ usedAt: CREATED, contextData: { env: `AWS=${key}` } }] });
  const refused = await refusalOf(createPattern(engine, ann, { ...asked, accessLevel: 'TEAM' }));
  expect(refused).toMatchObject({ reason: 'SECRET_FOUND' });
  expect(refused.metadata).toMatchObject({ field: 'origin.uses[0].context_data.env' });
  const acceptFindings = [refused.metadata?.finding_id ?? ''];
  const own = await createPattern(engine, ann, asked);
  const raised = { patternId: own.pattern.id, change: { accessLevel: 'TEAM' } } as const;
  const again = await refusalOf(updatePattern(engine, ann, raised));
  expect(again).toMatchObject({ reason: 'SECRET_FOUND', metadata: { finding_id: acceptFindings[0] } });
  await updatePattern(engine, ann, { ...raised, acceptFindings });
});
