import { afterEach, describe, expect, test } from 'vitest';
import { getPattern } from '../pattern/get-pattern.ts';
import { type ListPatternsInput, listPatterns } from '../pattern/list-patterns.ts';
import { buildCaller } from '../testing/build-caller.ts';
import { buildPattern } from '../testing/build-pattern.ts';
import { createTestEngine, type TestEngine } from '../testing/create-test-engine.ts';

const admin = buildCaller({ agentId: 'adm', memberships: [{ namespace: 'team-a', role: 'admin' }] });
const member = buildCaller({ agentId: 'mia' });
const root = buildCaller({ agentId: 'root', systemAdmin: true, memberships: [] });

const engines: TestEngine[] = [];
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.indexer.close();
});

/** Bob is a member of both teams, and owns a PRIVATE pattern and a DRAFT in each. */
const setUp = async () => {
  const owned = { agentId: 'bob' };
  const engine = await createTestEngine({
    patterns: [
      buildPattern({ ...owned, id: 'a-private' }),
      buildPattern({ ...owned, id: 'a-draft', status: 'DRAFT', accessLevel: 'TEAM' }),
      buildPattern({ ...owned, id: 'b-private', namespace: 'team-b' }),
      buildPattern({ ...owned, id: 'b-draft', namespace: 'team-b', status: 'DRAFT' }),
      buildPattern({ id: 'a-system', agentId: 'system', accessLevel: 'SYSTEM', status: 'DRAFT' }),
      buildPattern({ id: 'b-public', agentId: 'zoe', namespace: 'team-b', accessLevel: 'PUBLIC' }),
    ],
  });
  engines.push(engine);
  await engine.unitOfWork.write(async (store) => {
    await store.identity.provision('bob', 'team-a');
    await store.identity.provision('bob', 'team-b');
  });
  const list = async (caller: typeof admin, input: Partial<ListPatternsInput>) => {
    const { patterns } = await listPatterns(engine, caller, { pageSize: 50, pageToken: '', ...input });
    return patterns.map(({ id }) => id).toSorted();
  };
  return { engine, list, audit: () => engine.unitOfWork.committed().audit };
};

describe('reading as an admin of the namespace', () => {
  test('gets and lists what is in it, drafts too but no SYSTEM ones, and is noted each time', async () => {
    const { engine, list, audit } = await setUp();
    expect((await getPattern(engine, admin, { patternId: 'a-draft', asAdmin: true })).id).toBe('a-draft');
    expect(await list(admin, { asAdmin: true, namespace: 'team-a' })).toEqual(['a-draft', 'a-private']);
    expect(await list(admin, { asAdmin: true })).toEqual(['a-draft', 'a-private', 'b-public']);
    expect(audit()).toMatchObject([
      { action: 'GetPattern', agentId: 'adm', targetKind: 'pattern', targetId: 'a-draft', detail: { as_admin: true } },
      {
        action: 'ListPatterns',
        agentId: 'adm',
        targetKind: 'namespace',
        targetId: 'team-a',
        detail: { as_admin: true },
      },
      { action: 'ListPatterns', targetKind: 'namespace', targetId: '', detail: { as_admin: true } },
    ]);
  });

  test('reaches nothing without saying so, nor in another namespace, nor by saying so without being one [access.admin-scope]', async () => {
    const { engine, list, audit } = await setUp();
    const refusals = await Promise.all(
      [
        { caller: admin, patternId: 'a-private', asAdmin: false },
        { caller: admin, patternId: 'b-private', asAdmin: true },
        { caller: member, patternId: 'a-private', asAdmin: true },
        { caller: admin, patternId: 'unknown', asAdmin: true },
      ].map(({ caller, patternId, asAdmin }) =>
        getPattern(engine, caller, { patternId, asAdmin }).then(
          () => expect.unreachable(),
          (error: unknown) => JSON.stringify([String(error), error]).replaceAll(patternId, 'ID'),
        ),
      ),
    );
    expect(new Set(refusals).size).toBe(1);
    expect(await list(admin, { asAdmin: false })).toEqual(['b-public']);
    expect(await list(admin, { asAdmin: true, namespace: 'team-b' })).toEqual(['b-public']);
    expect(await list(member, { asAdmin: true })).toEqual(['b-public']);
    expect(audit()).toEqual([]);
  });

  test('a system admin is one of every namespace', async () => {
    const { engine, list } = await setUp();
    expect((await getPattern(engine, root, { patternId: 'b-draft', asAdmin: true })).id).toBe('b-draft');
    expect(await list(root, { asAdmin: true })).toEqual(['a-draft', 'a-private', 'b-draft', 'b-private', 'b-public']);
  });

  test('shows nothing that cannot be noted', async () => {
    const { engine, audit } = await setUp();
    engine.unitOfWork.failNextCommit(new Error('full'));
    await expect(getPattern(engine, admin, { patternId: 'a-private', asAdmin: true })).rejects.toThrow('full');
    expect(audit()).toEqual([]);
  });
});

describe('reading for another agent', () => {
  test('an admin of a namespace reads as its member there, and only there [identity.acting-for-other-scope]', async () => {
    const { engine, list, audit } = await setUp();
    const requestingAgentId = 'bob';
    expect((await getPattern(engine, admin, { patternId: 'a-private', requestingAgentId })).id).toBe('a-private');
    await expect(getPattern(engine, admin, { patternId: 'b-private', requestingAgentId })).rejects.toMatchObject({
      reason: 'PATTERN_NOT_FOUND',
    });
    expect(await list(admin, { requestingAgentId })).toEqual(['a-draft', 'a-private']);
    expect(audit()).toMatchObject([
      { action: 'GetPattern', agentId: 'adm', actingFor: 'bob', targetId: 'a-private' },
      { action: 'ListPatterns', agentId: 'adm', actingFor: 'bob', targetKind: 'namespace' },
    ]);
  });

  test('a system admin reads as any agent [identity.acting-for-other-admin]', async () => {
    const { engine, list } = await setUp();
    expect((await getPattern(engine, root, { patternId: 'b-private', requestingAgentId: 'bob' })).id).toBe('b-private');
    expect(await list(root, { requestingAgentId: 'bob' })).toEqual([
      'a-draft',
      'a-private',
      'b-draft',
      'b-private',
      'b-public',
    ]);
  });

  test('nobody else does', async () => {
    const { engine, list } = await setUp();
    const denied = { reason: 'ACTING_FOR_OTHER_DENIED' };
    const asked = { patternId: 'a-private', requestingAgentId: 'bob' };
    await expect(getPattern(engine, member, asked)).rejects.toMatchObject(denied);
    await expect(getPattern(engine, admin, { ...asked, requestingAgentId: 'zoe' })).rejects.toMatchObject(denied);
    await expect(list(member, { requestingAgentId: 'bob' })).rejects.toMatchObject(denied);
  });
});
