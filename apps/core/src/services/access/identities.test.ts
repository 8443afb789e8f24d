import { AccessLevel, Role } from '@tmws/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type IdentityWorld, refused, startIdentityWorld, writePattern } from '../../testing/identity-world.ts';
import type { Clients } from '../../testing/start-test-core.ts';

let world: IdentityWorld;
let core: IdentityWorld['core'];
let root: Clients;
let ada: Clients;
let max: Clients;
let eve: Clients;

beforeAll(async () => {
  world = await startIdentityWorld();
  ({ core, root, ada, max, eve } = world);
});

afterAll(() => world[Symbol.asyncDispose]());

describe('An agent', () => {
  test('is made by admins with a default namespace, once [identity.agent-create]', async () => {
    await ada.access.createAgent({ agentId: 'new', defaultNamespace: 'crew', description: 'Cook' });
    const { agent } = await root.access.getAgent({ agentId: 'new' });
    expect(agent).toMatchObject({
      agentId: 'new',
      description: 'Cook',
      defaultNamespace: 'crew',
      systemAdmin: false,
      memberships: [{ namespace: 'crew', agentId: 'new', role: Role.MEMBER }],
    });
    const again = { agentId: 'new', defaultNamespace: 'crew' };
    expect(await refused(ada, 'createAgent', again)).toMatchObject({ code: 'ALREADY_EXISTS', reason: 'AGENT_EXISTS' });
    expect(await refused(max, 'createAgent', { agentId: 'other', defaultNamespace: 'crew' })).toMatchObject({
      code: 'PERMISSION_DENIED',
      reason: 'NOT_ADMIN',
    });
  });

  test('is made in a namespace that its maker administers', async () => {
    expect(await refused(ada, 'createAgent', { agentId: 'x' })).toMatchObject({ reason: 'NOT_A_MEMBER' });
    expect(await refused(ada, 'createAgent', { agentId: 'x', defaultNamespace: 'shore' })).toMatchObject({
      reason: 'NOT_A_MEMBER',
    });
    expect(await refused(root, 'createAgent', { agentId: 'x', defaultNamespace: 'nowhere' })).toMatchObject({
      code: 'NOT_FOUND',
      reason: 'NAMESPACE_NOT_FOUND',
    });
    expect(await refused(root, 'createAgent', { agentId: 'system' })).toMatchObject({ reason: 'AGENT_EXISTS' });
  });

  test('has a name of 1 to 100 letters, digits, dots, underscores and hyphens, as a namespace has [identity.agent-id-format, identity.namespace-format]', async () => {
    for (const name of ['a b', '', 'a'.repeat(101)]) {
      const agent = await refused(root, 'createAgent', { agentId: name });
      expect(agent).toMatchObject({ code: 'INVALID_ARGUMENT', violations: [{ field: 'agent_id' }] });
      const namespace = await refused(root, 'createNamespace', { namespace: name });
      expect(namespace).toMatchObject({ code: 'INVALID_ARGUMENT', violations: [{ field: 'namespace' }] });
    }
  });

  test('is shown to itself and its namespaces, others being unknown [identity.agent-get]', async () => {
    const { agent } = await max.access.getAgent({ agentId: 'max' });
    expect(agent).toMatchObject({ defaultNamespace: 'crew', memberships: [{ namespace: 'crew' }] });
    const foreign = await refused(max, 'getAgent', { agentId: 'eve' });
    expect(foreign).toMatchObject({ code: 'NOT_FOUND', reason: 'AGENT_NOT_FOUND', metadata: { agent_id: 'eve' } });
    expect(await refused(root, 'getAgent', { agentId: 'nobody' })).toMatchObject({ reason: 'AGENT_NOT_FOUND' });
  });

  test('is listed, page by page, to its namespaces, and to system admins [identity.agent-list]', async () => {
    await core.as('far', 'shore').access.whoAmI({});
    const names = async (clients: Clients): Promise<readonly string[]> => {
      const found: string[] = [];
      let pageToken = '';
      do {
        const page = await clients.access.listAgents({ pageSize: 2, pageToken });
        found.push(...page.agents.map(({ agentId }) => agentId));
        pageToken = page.nextPageToken;
      } while (pageToken !== '');
      return found;
    };
    expect(await names(eve)).toEqual(['eve', 'far']);
    expect(await names(max)).toEqual(expect.arrayContaining(['ada', 'max']));
    expect(await names(max)).not.toContain('eve');
    expect(await names(root)).toEqual(expect.arrayContaining(['ada', 'eve', 'far', 'max', 'root']));
    const { agents } = await max.access.listAgents({ namespace: 'shore' });
    expect(agents).toEqual([]);
  });

  test('writes to the default namespace that it, or its admin, chose among its own [identity.agent-update]', async () => {
    const kim = core.as('kim', 'one');
    await kim.access.whoAmI({});
    await core.as('kim', 'two').access.whoAmI({});
    await kim.access.updateAgent({ agentId: 'kim', defaultNamespace: 'two', description: 'Pilot' });
    const plain = core.as('kim');
    const { pattern } = await plain.patterns.getPattern({
      patternId: await writePattern(plain, 'where', AccessLevel.PRIVATE),
    });
    expect(pattern?.namespace).toBe('two');
    const elsewhere = { agentId: 'kim', defaultNamespace: 'crew' };
    expect(await refused(plain, 'updateAgent', elsewhere)).toMatchObject({ reason: 'NOT_A_MEMBER' });
    const { agent } = await plain.access.updateAgent({ agentId: 'kim', updateMask: ['description'] });
    expect(agent).toMatchObject({ description: '', defaultNamespace: 'two' });
    expect(await refused(plain, 'updateAgent', { agentId: 'kim', updateMask: ['agent_id'] })).toMatchObject({
      reason: 'INVALID_FIELD',
    });
    expect(await refused(max, 'updateAgent', { agentId: 'ada', description: 'x' })).toMatchObject({
      reason: 'NOT_ADMIN',
    });
    expect(await refused(max, 'updateAgent', { agentId: 'kim', description: 'x' })).toMatchObject({
      reason: 'AGENT_NOT_FOUND',
    });
  });

  test('that owns patterns is not ended, whatever their level, and their number is told [identity.agent-delete-patterns]', async () => {
    await root.access.createAgent({ agentId: 'owner', defaultNamespace: 'crew' });
    const owner = core.as('owner');
    const ids = [
      await writePattern(owner, 'first', AccessLevel.PRIVATE),
      await writePattern(owner, 'second', AccessLevel.PRIVATE),
      await writePattern(owner, 'third', AccessLevel.PUBLIC),
    ];
    expect(await refused(ada, 'deleteAgent', { agentId: 'owner' })).toMatchObject({
      code: 'FAILED_PRECONDITION',
      reason: 'AGENT_HAS_PATTERNS',
      metadata: { pattern_count: '3' },
    });
    expect((await owner.access.getAgent({ agentId: 'owner' })).agent?.agentId).toBe('owner');
    for (const patternId of ids) await ada.access.transferOwnership({ patternId, newAgentId: 'max' });
    await ada.access.deleteAgent({ agentId: 'owner' });
    expect(await refused(ada, 'getAgent', { agentId: 'owner' })).toMatchObject({ reason: 'AGENT_NOT_FOUND' });
  });

  test('that belongs elsewhere too is ended by system admins alone, and a namespace keeps its last admin', async () => {
    await core.as('both', 'crew').access.whoAmI({});
    await core.as('both', 'shore').access.whoAmI({});
    expect(await refused(ada, 'deleteAgent', { agentId: 'both' })).toMatchObject({ reason: 'NOT_ADMIN' });
    await root.access.deleteAgent({ agentId: 'both' });
    expect(await refused(root, 'deleteAgent', { agentId: 'root' })).toMatchObject({ reason: 'LAST_ADMIN' });
  });
});

describe('A namespace', () => {
  test('is made by system admins, who administer it, once [identity.namespace-create]', async () => {
    const { namespace } = await root.access.createNamespace({ namespace: 'made', description: 'New' });
    expect(namespace).toMatchObject({ namespace: 'made', description: 'New', memberCount: 1, patternCount: 0 });
    const { membership } = await root.access.getMembership({ namespace: 'made', agentId: 'root' });
    expect(membership?.role).toBe(Role.ADMIN);
    expect(await refused(ada, 'createNamespace', { namespace: 'mine' })).toMatchObject({
      code: 'PERMISSION_DENIED',
      reason: 'NOT_ADMIN',
    });
    expect(await refused(root, 'createNamespace', { namespace: 'made' })).toMatchObject({
      code: 'ALREADY_EXISTS',
      reason: 'NAMESPACE_EXISTS',
    });
  });

  test('is shown and listed to its members and to system admins [identity.namespace-get]', async () => {
    await core.as('duo', 'd1').access.whoAmI({});
    await core.as('solo', 'd3').access.whoAmI({});
    const duo = core.as('duo', 'd2');
    const listed = (await duo.access.listNamespaces({})).namespaces.map(({ namespace }) => namespace);
    expect(listed).toEqual(['d1', 'd2']);
    expect((await duo.access.getNamespace({ namespace: 'd1' })).namespace?.memberCount).toBe(1);
    expect(await refused(duo, 'getNamespace', { namespace: 'd3' })).toMatchObject({ reason: 'NAMESPACE_NOT_FOUND' });
    const all = (await root.access.listNamespaces({ pageSize: 200 })).namespaces.map(({ namespace }) => namespace);
    expect(all).toEqual(expect.arrayContaining(['d1', 'd2', 'd3', 'crew']));
  });

  test('counts the patterns that the caller may read', async () => {
    const before = (await max.access.getNamespace({ namespace: 'crew' })).namespace?.patternCount ?? 0;
    await writePattern(ada, 'hidden', AccessLevel.PRIVATE);
    await writePattern(ada, 'shown', AccessLevel.TEAM);
    expect((await max.access.getNamespace({ namespace: 'crew' })).namespace?.patternCount).toBe(before + 1);
  });

  test('is described by its admins [identity.namespace-update]', async () => {
    const { namespace } = await ada.access.updateNamespace({ namespace: 'crew', description: 'All hands' });
    expect(namespace?.description).toBe('All hands');
    const change = { namespace: 'crew', description: 'Mine' };
    expect(await refused(max, 'updateNamespace', change)).toMatchObject({
      code: 'PERMISSION_DENIED',
      reason: 'NOT_ADMIN',
    });
    expect(await refused(eve, 'updateNamespace', change)).toMatchObject({ reason: 'NAMESPACE_NOT_FOUND' });
    const shown = (await max.access.getNamespace({ namespace: 'crew' })).namespace;
    expect(shown?.description).toBe('All hands');
  });

  test('without patterns is removed [identity.namespace-delete]', async () => {
    await root.access.createNamespace({ namespace: 'empty' });
    expect(await root.access.deleteNamespace({ namespace: 'empty' })).toEqual({ deletedPatternCount: 0 });
    expect(await refused(root, 'getNamespace', { namespace: 'empty' })).toMatchObject({
      code: 'NOT_FOUND',
      reason: 'NAMESPACE_NOT_FOUND',
    });
    expect(await refused(root, 'deleteNamespace', { namespace: 'default' })).toMatchObject({ reason: 'INVALID_FIELD' });
  });

  test('with patterns is removed only with them, and their number is told [identity.namespace-delete-patterns]', async () => {
    await root.access.createNamespace({ namespace: 'full' });
    const writer = core.as('writer', 'full');
    const patternIds = [
      await writePattern(writer, 'secret zeppelin', AccessLevel.PRIVATE),
      await writePattern(writer, 'open zeppelin', AccessLevel.PUBLIC),
    ];
    expect(await refused(root, 'deleteNamespace', { namespace: 'full' })).toMatchObject({
      code: 'FAILED_PRECONDITION',
      reason: 'NAMESPACE_NOT_EMPTY',
      metadata: { pattern_count: '2' },
    });
    for (const patternId of patternIds) await writer.patterns.getPattern({ patternId });
    const removal = { namespace: 'full', withPatterns: true };
    expect(await root.access.deleteNamespace(removal)).toEqual({ deletedPatternCount: 2 });
    const agent = (await root.access.getAgent({ agentId: 'writer' })).agent;
    expect(agent).toMatchObject({ defaultNamespace: 'default', memberships: [] });
    const { hits } = await max.patterns.searchPatterns({ queryText: 'open zeppelin' });
    expect(hits.map(({ pattern }) => pattern?.id)).not.toContain(patternIds[1]);
  });
});

describe('A namespace with SYSTEM patterns', () => {
  test('is removed by system admins alone', async () => {
    await root.access.createNamespace({ namespace: 'law' });
    await root.access.createMembership({ namespace: 'law', agentId: 'ada', role: Role.ADMIN });
    await writePattern(core.as('root', 'law'), 'rule', AccessLevel.SYSTEM);
    const removal = { namespace: 'law', withPatterns: true };
    expect(await refused(ada, 'deleteNamespace', removal)).toMatchObject({ reason: 'NOT_ADMIN' });
    expect(await root.access.deleteNamespace(removal)).toEqual({ deletedPatternCount: 1 });
  });
});
