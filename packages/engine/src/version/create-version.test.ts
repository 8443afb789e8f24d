import type { Caller } from '@tmws/domain';
import { afterEach, describe, expect, test } from 'vitest';
import { changePattern } from '../pattern/change-pattern.ts';
import { createPattern } from '../pattern/create-pattern.ts';
import { searchPatterns } from '../search/search-patterns.ts';
import { buildCaller, buildPattern, createTestEngine, type TestEngine } from '../testing/index.ts';
import { recordUsage } from '../usage/record-usage.ts';
import { type CreateVersionInput, createVersion } from './create-version.ts';

const ann = buildCaller({ agentId: 'ann' });
const bob = buildCaller({ agentId: 'bob' });

const engines: TestEngine[] = [];
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.indexer.close();
});

const setUp = async () => {
  const engine = await createTestEngine();
  engines.push(engine);
  const { pattern: parent } = await createPattern(engine, ann, {
    patternName: 'retry',
    category: 'network',
    subcategory: 'http',
    tags: ['a', 'b'],
    patternData: { description: 'Try again' },
    accessLevel: 'TEAM',
    learningWeight: 3,
    complexityScore: 0.25,
    confidence: 0.8,
    serveAsSkill: true,
  });
  const add = async (input: Partial<CreateVersionInput>, caller: Caller = ann) => {
    const given = { patternId: parent.id, patternData: { description: 'Try again later' }, ...input };
    return (await createVersion(engine, caller, given)).pattern;
  };
  const stored = (id: string) => engine.unitOfWork.read((store) => store.patterns.find(id));
  return { engine, parent, add, stored };
};

describe('A new version', () => {
  test('has its own id and statistics, a parent that stays as it is, and the lineage of both [version.create, version.lineage]', async () => {
    const { engine, parent, add, stored } = await setUp();
    await recordUsage(engine, ann, { patternId: parent.id, success: true });
    const before = await stored(parent.id);
    const version = await add({ newVersion: '1.1.0' });
    expect(version).toMatchObject({ parentPatternId: parent.id, lineageId: parent.lineageId, version: '1.1.0' });
    expect(version.id).not.toBe(parent.id);
    expect(version.usage).toMatchObject({ usageCount: 0, successCount: 0, failureCount: 0 });
    // The head of the lineage moves to the new version; nothing else of the parent does.
    expect(await stored(parent.id)).toEqual({ ...before, isHead: false });
    const next = await add({ patternId: version.id, newVersion: '2.1.0' });
    expect(new Set([parent, version, next].map(({ lineageId }) => lineageId)).size).toBe(1);
  });

  test('has from its parent what is not given [version.inherits, version.lineage-fields-absent]', async () => {
    const { parent, add } = await setUp();
    const { category, subcategory, tags, learningWeight, complexityScore, serveAsSkill } = parent;
    const inherited = { category, subcategory, tags, learningWeight, complexityScore, serveAsSkill };
    expect(await add({ bump: 'PATCH' })).toMatchObject({ ...inherited, accessLevel: 'TEAM', status: 'ACTIVE' });
    const given = { category: 'db', tags: ['c'], learningWeight: 4, complexityScore: 0, serveAsSkill: false };
    const other = await add({ bump: 'MINOR', ...given, subcategory: '' });
    expect(other).toMatchObject(given);
    expect(other.subcategory).toBeUndefined();
  });

  test("begins with the author's prior, whatever the parent has shown [version.confidence-reset]", async () => {
    const { engine, parent, add } = await setUp();
    for (let use = 0; use < 20; use += 1) await recordUsage(engine, bob, { patternId: parent.id, success: false });
    expect(await add({ bump: 'PATCH' })).toMatchObject({ confidencePrior: 0.8, usage: { failureCount: 0 } });
    expect(await add({ bump: 'MINOR', confidence: 0.3 })).toMatchObject({ confidencePrior: 0.3 });
  });

  test('is named by a step or by its number, and needs one of them [version.bump, version.number]', async () => {
    const { add } = await setUp();
    const named = [
      await add({ bump: 'PATCH' }),
      await add({ bump: 'MINOR' }),
      await add({ bump: 'MAJOR' }),
      await add({ newVersion: '3.0.0-rc.1' }),
    ];
    expect(named.map(({ version }) => version)).toEqual(['1.0.1', '1.1.0', '2.0.0', '3.0.0-rc.1']);
    const wrong = [
      { newVersion: 'v2' },
      { newVersion: '1.0' },
      { newVersion: '' },
      {},
      { newVersion: '4.0.0', bump: 'PATCH' as const },
    ];
    for (const input of wrong) {
      await expect(add(input)).rejects.toMatchObject({
        reason: 'INVALID_FIELD',
        violations: [{ field: 'new_version' }],
      });
    }
  });

  test('must be new in its lineage and greater than its parent [version.number-unique, version.number-greater]', async () => {
    const { add } = await setUp();
    const minor = await add({ newVersion: '1.1.0' });
    const major = await add({ newVersion: '2.0.0' });
    await expect(add({ newVersion: '2.0.0' })).rejects.toMatchObject({ reason: 'VERSION_EXISTS' });
    await expect(add({ bump: 'MINOR' })).rejects.toMatchObject({
      reason: 'VERSION_EXISTS',
      metadata: { pattern_id: minor.id },
    });
    for (const [patternId, newVersion] of [
      [minor.id, '1.0.5'],
      [major.id, '2.0.0-rc.1'],
    ] as const) {
      await expect(add({ patternId, newVersion })).rejects.toMatchObject({ reason: 'VERSION_NOT_GREATER' });
    }
  });

  test('is made by the owner alone', async () => {
    const { engine, parent, add } = await setUp();
    await expect(add({ bump: 'PATCH' }, bob)).rejects.toMatchObject({
      reason: 'NOT_OWNER',
      metadata: { owner: 'ann' },
    });
    const stranger = buildCaller({ agentId: 'eve', memberships: [] });
    await expect(add({ bump: 'PATCH' }, stranger)).rejects.toMatchObject({ reason: 'PATTERN_NOT_FOUND' });
    expect(engine.unitOfWork.committed().patterns.size).toBe(1);
    expect(parent.agentId).toBe('ann');
  });

  test('belongs to the lineage, not to the admin who makes it, nor does its owner have to be a member still', async () => {
    const engine = await createTestEngine({
      patterns: [
        buildPattern({ id: 'system', agentId: 'system', accessLevel: 'SYSTEM' }),
        buildPattern({ id: 'left', agentId: 'ann', namespace: 'team-z' }),
      ],
    });
    engines.push(engine);
    const admin = buildCaller({ agentId: 'root', systemAdmin: true });
    const content = { patternData: { description: 'x' }, bump: 'PATCH' } as const;
    const made = await createVersion(engine, admin, { patternId: 'system', ...content });
    expect(made.pattern).toMatchObject({ agentId: 'system', accessLevel: 'SYSTEM', namespace: 'team-a' });
    const own = await createVersion(engine, ann, { patternId: 'left', ...content });
    expect(own.pattern).toMatchObject({ agentId: 'ann', namespace: 'team-z', lineageId: 'left' });
  });

  test('that is a DRAFT leaves the head that others find as it is, until it is ACTIVE [version.draft]', async () => {
    const { engine, parent, add, stored } = await setUp();
    const found = async () => {
      const request = {
        query: 'try again',
        mode: 'LEXICAL',
        versions: 'heads',
        pageSize: 0,
        pageToken: '',
        contentBytes: undefined,
      } as const;
      const { hits } = await searchPatterns(engine, bob, request);
      return hits.map(({ pattern }) => pattern.version);
    };
    const draft = await add({ bump: 'MAJOR', status: 'DRAFT' });
    expect([draft.isHead, (await stored(parent.id))?.isHead]).toEqual([false, true]);
    expect(await found()).toEqual(['1.0.0']);
    await engine.unitOfWork.write((store) =>
      changePattern(
        store,
        { engine, caller: ann },
        { pattern: draft, content: { status: 'ACTIVE' }, reason: undefined },
      ),
    );
    await engine.indexer.settle([parent.id, draft.id]);
    expect(await found()).toEqual(['2.0.0']);
  });

  test('is made once under one request id', async () => {
    const { engine, add } = await setUp();
    const requestId = '6f1c0a52-6c7e-4b5f-9a3d-0c1d2e3f4a5b';
    const [first, second] = [await add({ bump: 'PATCH', requestId }), await add({ bump: 'PATCH', requestId })];
    expect(second).toEqual(first);
    expect(engine.unitOfWork.committed().patterns.size).toBe(2);
    await expect(add({ bump: 'MAJOR', requestId })).rejects.toMatchObject({ reason: 'REQUEST_ID_REUSED' });
  });

  test('is found at once, and linted', async () => {
    const { engine, parent } = await setUp();
    const result = await createVersion(engine, ann, {
      patternId: parent.id,
      bump: 'PATCH',
      patternData: { problem: 'x' },
    });
    expect(result.searchable.byWords).toBe(true);
    expect(result.findings).toContainEqual(expect.objectContaining({ field: 'pattern_data.description' }));
  });
});
