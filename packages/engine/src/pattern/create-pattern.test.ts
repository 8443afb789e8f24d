import { confidenceScore } from '@tmws/domain';
import { afterEach, describe, expect, test } from 'vitest';
import { buildCaller } from '../testing/build-caller.ts';
import { createTestEngine, type TestEngine } from '../testing/create-test-engine.ts';
import { recordUsage } from '../usage/record-usage.ts';
import { type CreatePatternInput, createPattern } from './create-pattern.ts';

const ann = buildCaller({ agentId: 'ann' });
const bob = buildCaller({ agentId: 'bob' });
const admin = buildCaller({ agentId: 'root', systemAdmin: true });

const engines: TestEngine[] = [];
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.indexer.close();
});

const setUp = async () => {
  const engine = await createTestEngine();
  engines.push(engine);
  const create = async (input: Partial<CreatePatternInput> = {}, caller = ann) => {
    const given = { patternName: 'pool', category: 'database', patternData: { a: 1 }, ...input };
    return (await createPattern(engine, caller, given)).pattern;
  };
  const stored = (id: string) => engine.unitOfWork.committed().patterns.get(id);
  return { engine, create, stored };
};

describe('creating a pattern', () => {
  test('stores it with its owner, times and zero counters, and answers what is stored [create.returns-pattern]', async () => {
    const { create, stored, engine } = await setUp();
    const pattern = await create();
    expect(pattern).toMatchObject({
      agentId: 'ann',
      namespace: 'team-a',
      version: '1.0.0',
      lineageId: pattern.id,
      revision: 1,
      isHead: true,
      createdAt: engine.clock.now(),
      updatedAt: engine.clock.now(),
      usage: { usageCount: 0, successCount: 0 },
    });
    expect(pattern.parentPatternId).toBeUndefined();
    expect(stored(pattern.id)).toEqual(pattern);
  });

  test('keeps every field that it is given [create.fields]', async () => {
    const { create } = await setUp();
    const given = {
      agentId: 'ann',
      namespace: 'team-a',
      subcategory: 'pools',
      tags: ['a'],
      accessLevel: 'SHARED',
      sharedWithAgents: ['bob'],
      status: 'DEPRECATED',
      learningWeight: 3,
      complexityScore: 0.5,
      version: '2.0.0',
      serveAsSkill: true,
    } as const;
    expect(await create({ ...given, confidence: 0.9 })).toMatchObject({ ...given, confidencePrior: 0.9 });
  });

  test('names what is wrong and stores nothing [identity.namespace-format]', async () => {
    const { create, engine } = await setUp();
    await expect(create({ patternName: '', category: '' })).rejects.toMatchObject({
      reason: 'INVALID_FIELD',
      violations: [{ field: 'pattern_name' }, { field: 'category' }],
    });
    await expect(create({ namespace: 'not a slug' })).rejects.toMatchObject({ violations: [{ field: 'namespace' }] });
    expect(engine.unitOfWork.committed().patterns.size).toBe(0);
  });

  test('is for the caller itself, in a namespace of its own, and SYSTEM for system admins [identity.namespace-checked]', async () => {
    const { create } = await setUp();
    await expect(create({ agentId: 'bob' })).rejects.toMatchObject({ reason: 'ACTING_FOR_OTHER_DENIED' });
    await expect(create({ namespace: 'team-b' })).rejects.toMatchObject({ reason: 'NOT_A_MEMBER' });
    await expect(create({ accessLevel: 'SYSTEM' })).rejects.toMatchObject({ reason: 'NOT_ADMIN' });
    expect(await create({ accessLevel: 'SYSTEM' }, admin)).toMatchObject({ accessLevel: 'SYSTEM' });
  });

  test('again under one request id gives the first answer [grpc.request-id-reused]', async () => {
    const { create, engine } = await setUp();
    const requestId = '6f1c0a52-6c7e-4b5f-9a3d-0c1d2e3f4a5b';
    const answers = await Promise.all(Array.from({ length: 8 }, () => create({ requestId })));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(engine.unitOfWork.committed().patterns.size).toBe(1);
    for (const other of [{ patternName: 'x' }, { category: 'x' }, { patternData: { x: 1 } }, { tags: ['x'] }]) {
      await expect(create({ requestId, ...other })).rejects.toMatchObject({ reason: 'REQUEST_ID_REUSED' });
    }
  });
});

describe('creating a name that exists', () => {
  test('is refused with the existing id and both ways out [create.unique-name, create.unique-name-hint, create.name-nfc]', async () => {
    const { create } = await setUp();
    const first = await create({ patternName: 'caf\u00e9' });
    const again = create({ patternName: 'cafe\u0301' });
    await expect(again).rejects.toMatchObject({ reason: 'PATTERN_EXISTS', metadata: { pattern_id: first.id } });
    await expect(again).rejects.toThrow(/CreateVersion.*UpdatePattern/);
  });

  test('succeeds once of many at the same time [create.unique-name-race]', async () => {
    const { create } = await setUp();
    const results = await Promise.allSettled(Array.from({ length: 32 }, () => create()));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ reason: 'PATTERN_EXISTS' });
    }
  });

  test('is fine for another owner [create.unique-key]', async () => {
    const { create } = await setUp();
    await create();
    expect(await create({}, bob)).toMatchObject({ agentId: 'bob' });
  });

  test('with a new version joins the lineage under its highest lower version [create.version-without-parent, version.number-unique]', async () => {
    const { create, stored } = await setUp();
    const first = await create({ accessLevel: 'TEAM', sharedWithAgents: ['bob'] });
    const third = await create({ version: '3.0.0' });
    const second = await create({ version: '2.0.0' });
    expect(third).toMatchObject({ lineageId: first.id, parentPatternId: first.id, isHead: true, accessLevel: 'TEAM' });
    expect(second).toMatchObject({ parentPatternId: first.id, isHead: false, sharedWithAgents: ['bob'] });
    expect(stored(first.id)?.isHead).toBe(false);
    expect(stored(third.id)?.isHead).toBe(true);
    await expect(create({ version: '2.0.0' })).rejects.toMatchObject({ reason: 'VERSION_EXISTS' });
    await expect(create({ version: '0.9.0' })).rejects.toMatchObject({ reason: 'VERSION_NOT_GREATER' });
  });
});

describe('creating a version under a parent', () => {
  test('takes lineage fields from it, and must not differ from them [version.lineage-fields-given]', async () => {
    const { create } = await setUp();
    const parent = await create({ accessLevel: 'TEAM' });
    const child = await create({ version: '1.1.0', parentPatternId: parent.id });
    expect(child).toMatchObject({ lineageId: parent.lineageId, accessLevel: 'TEAM', usage: { usageCount: 0 } });
    const under = { version: '1.2.0', parentPatternId: parent.id };
    for (const [field, change] of [
      ['access_level', { accessLevel: 'PUBLIC' }],
      ['pattern_name', { patternName: 'other' }],
      ['shared_with_agents', { sharedWithAgents: ['bob'] }],
    ] as const) {
      await expect(create({ ...under, ...change })).rejects.toMatchObject({ violations: [{ field }] });
    }
    expect(await create({ ...under, accessLevel: 'TEAM', namespace: 'team-a' })).toMatchObject({ version: '1.2.0' });
  });

  test('must be greater than the parent and new to the lineage [version.number-greater, version.number-unique, version.number]', async () => {
    const { create } = await setUp();
    const parent = await create({ version: '1.1.0' });
    const under = (version: string) => create({ version, parentPatternId: parent.id });
    await expect(under('1.1.0')).rejects.toMatchObject({ reason: 'VERSION_EXISTS' });
    await expect(under('1.0.5')).rejects.toMatchObject({ reason: 'VERSION_NOT_GREATER' });
    await expect(under('1.1.0-rc.1')).rejects.toMatchObject({ reason: 'VERSION_NOT_GREATER' });
    await expect(under('1.1.0+build')).rejects.toMatchObject({ reason: 'VERSION_NOT_GREATER' });
    expect(await under('2.0.0-rc.1')).toMatchObject({ isHead: false });
  });

  test('is for the owner; an unreadable parent is not found', async () => {
    const { create } = await setUp();
    const secret = await create({ patternName: 'secret' });
    const team = await create({ patternName: 'team', accessLevel: 'TEAM' });
    const under = (patternName: string, parentPatternId: string) =>
      create({ patternName, parentPatternId, version: '2.0.0' }, bob);
    await expect(under('team', team.id)).rejects.toMatchObject({ reason: 'NOT_OWNER', metadata: { owner: 'ann' } });
    await expect(under('secret', secret.id)).rejects.toMatchObject({ reason: 'PATTERN_NOT_FOUND' });
    await expect(under('secret', 'unknown')).rejects.toMatchObject({ reason: 'PATTERN_NOT_FOUND' });
  });

  test('may branch off any version, and the first one has no parent [version.branches, version.lineage]', async () => {
    const { create } = await setUp();
    const first = await create();
    const under = (version: string, parentPatternId: string) => create({ version, parentPatternId });
    const second = await under('2.0.0', first.id);
    const branches = [await under('1.1.0', first.id), await under('2.1.0', second.id), await under('3.0.0', first.id)];
    expect(branches.map(({ parentPatternId }) => parentPatternId)).toEqual([first.id, second.id, first.id]);
    expect([first.parentPatternId, second.parentPatternId]).toEqual([undefined, first.id]);
    expect(new Set([first, second, ...branches].map(({ lineageId }) => lineageId)).size).toBe(1);
  });

  test('starts its confidence at the prior, whatever was shown of the parent [version.confidence-reset]', async () => {
    const { create, engine } = await setUp();
    const parent = await create({ confidence: 0.9 });
    await recordUsage(engine, ann, { patternId: parent.id, success: true });
    const child = await create({ version: '1.1.0', parentPatternId: parent.id });
    expect(confidenceScore(child.confidencePrior, child.usage)).toBe(0.5);
  });

  test('as a draft leaves the head where it is', async () => {
    const { create, stored } = await setUp();
    const parent = await create();
    expect(await create({ version: '2.0.0', status: 'DRAFT' })).toMatchObject({ isHead: false });
    expect(stored(parent.id)?.isHead).toBe(true);
  });

  test('of a SYSTEM pattern is for system admins', async () => {
    const { create } = await setUp();
    const system = await create({ accessLevel: 'SYSTEM' }, admin);
    await expect(create({ version: '2.0.0', parentPatternId: system.id })).rejects.toMatchObject({
      reason: 'NOT_OWNER',
    });
    expect(await create({ version: '2.0.0', parentPatternId: system.id }, admin)).toMatchObject({
      accessLevel: 'SYSTEM',
    });
  });
});
