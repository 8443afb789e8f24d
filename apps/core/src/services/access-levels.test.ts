import { AccessLevel, PatternStatus } from '@tmws/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refusalOf } from '../testing/refusal-of.ts';
import { type Clients, startTestCore, type TestCore } from '../testing/start-test-core.ts';

let core: TestCore;
/** The first agent of the folder, and so its system admin. */
let root: Clients;
/** Owner of what is read here. */
let ann: Clients;
/** A member of the owner's namespace. */
let bob: Clients;
/** An agent of another namespace. */
let zoe: Clients;

const create = async (
  clients: Clients,
  patternName: string,
  more: Parameters<Clients['patterns']['createPattern']>[0] = {},
): Promise<string> => {
  const patternData = { description: `How to moor a zeppelin: ${patternName}.` };
  const { pattern } = await clients.patterns.createPattern({ patternName, category: 'mooring', patternData, ...more });
  return pattern?.id ?? '';
};

/** What an agent can do with a pattern, by each path that there is. */
const verdictOf = async (clients: Clients, patternId: string): Promise<string> => {
  const refused = (call: Promise<unknown>): Promise<boolean> =>
    call.then(
      () => false,
      () => true,
    );
  const [isHidden, isUnusable, { hits }, { patterns }, { patterns: applied }] = await Promise.all([
    refused(clients.patterns.getPattern({ patternId })),
    refused(clients.usage.recordUsage({ patternId })),
    clients.patterns.searchPatterns({ queryText: 'moor a zeppelin', pageSize: 200 }),
    clients.patterns.listPatterns({ pageSize: 200 }),
    clients.learning.applyPattern({ patternQuery: `id:${patternId}` }),
  ]);
  const paths = [
    !isHidden,
    !isUnusable,
    hits.some(({ pattern }) => pattern?.id === patternId),
    patterns.some(({ id }) => id === patternId),
    applied.length > 0,
  ];
  if (paths.every((isOpen) => isOpen)) return 'reads and uses';
  return paths.some((isOpen) => isOpen) ? `differs: ${paths.join()}` : 'nothing';
};

const verdicts = (patternId: string): Promise<readonly string[]> =>
  Promise.all([ann, bob, zoe].map((clients) => verdictOf(clients, patternId)));

beforeAll(async () => {
  core = await startTestCore();
  root = core.as('root');
  await root.access.whoAmI({});
  ann = core.as('ann', 'airships');
  bob = core.as('bob', 'airships');
  zoe = core.as('zoe', 'ships');
  await Promise.all([ann, bob, zoe].map(({ access }) => access.whoAmI({})));
});

afterAll(() => core[Symbol.asyncDispose]());

describe('A pattern is read and used', () => {
  test('at PRIVATE by its owner alone [access.private-read]', async () => {
    const id = await create(ann, 'private', { accessLevel: AccessLevel.PRIVATE });
    expect(await verdicts(id)).toEqual(['reads and uses', 'nothing', 'nothing']);
  });

  test('at TEAM by the members of its namespace [access.team-read]', async () => {
    const id = await create(ann, 'team', { accessLevel: AccessLevel.TEAM });
    expect(await verdicts(id)).toEqual(['reads and uses', 'reads and uses', 'nothing']);
  });

  test('at PUBLIC by every agent [access.public-read]', async () => {
    const id = await create(ann, 'public', { accessLevel: AccessLevel.PUBLIC });
    expect(await verdicts(id)).toEqual(['reads and uses', 'reads and uses', 'reads and uses']);
  });

  test('at SHARED by its owner and the agents of its list, wherever they are [access.shared-read, access.shared-list-owner]', async () => {
    const level = { accessLevel: AccessLevel.SHARED };
    expect(await verdicts(await create(ann, 'shared', { ...level, sharedWithAgents: ['zoe'] }))).toEqual([
      'reads and uses',
      'nothing',
      'reads and uses',
    ]);
    for (const sharedWithAgents of [[], ['ann']]) {
      const id = await create(ann, `shared with ${sharedWithAgents.length}`, { ...level, sharedWithAgents });
      expect(await verdicts(id)).toEqual(['reads and uses', 'nothing', 'nothing']);
    }
  });

  test('with a list at another level by nobody because of it, and the list is kept [access.shared-list-inert]', async () => {
    const sharedWithAgents = ['zoe', 'bob', 'zoe'];
    const id = await create(ann, 'inert', { accessLevel: AccessLevel.PRIVATE, sharedWithAgents });
    expect(await verdicts(id)).toEqual(['reads and uses', 'nothing', 'nothing']);
    const { pattern } = await ann.patterns.getPattern({ patternId: id });
    expect(pattern?.sharedWithAgents.toSorted()).toEqual(['bob', 'zoe']);
    await ann.patterns.updatePattern({ patternId: id, accessLevel: AccessLevel.SHARED });
    expect(await verdicts(id)).toEqual(['reads and uses', 'reads and uses', 'reads and uses']);
  });

  test('by its owner also where that is a member of its namespace no more [access.owner-always-reads]', async () => {
    const accessLevel = AccessLevel.TEAM;
    const id = await create(core.as('kim', 'airships'), 'left behind', { accessLevel });
    await root.access.deleteMembership({ namespace: 'airships', agentId: 'kim' });
    // Named without the namespace, which a caller over the socket would join again.
    const kim = core.as('kim');
    expect((await kim.access.whoAmI({})).memberships.map(({ namespace }) => namespace)).not.toContain('airships');
    expect(await verdictOf(kim, id)).toBe('reads and uses');
  });

  test('as a DRAFT by its owner alone, whatever its level [access.draft-owner, version.search-drafts]', async () => {
    for (const accessLevel of [AccessLevel.TEAM, AccessLevel.PUBLIC]) {
      const id = await create(ann, `draft ${accessLevel}`, { accessLevel, status: PatternStatus.DRAFT });
      expect(await verdicts(id)).toEqual(['reads and uses', 'nothing', 'nothing']);
    }
  });

  test('at SYSTEM by every agent; only the first agent of the folder may make one [access.system-read, identity.system-admin-first]', async () => {
    const accessLevel = AccessLevel.SYSTEM;
    expect(await verdicts(await create(root, 'system', { accessLevel }))).toEqual([
      'reads and uses',
      'reads and uses',
      'reads and uses',
    ]);
    const request = { patternName: 'not for ann', category: 'mooring', patternData: { a: 1 }, accessLevel };
    const refusal = await refusalOf((options) => ann.patterns.createPattern(request, options));
    expect(refusal).toMatchObject({ code: 'PERMISSION_DENIED', reason: 'NOT_ADMIN' });
  });
});

describe('A namespace', () => {
  test('keeps its TEAM and PRIVATE patterns from all others [identity.namespace-isolation, identity.foreign-namespace-read]', async () => {
    const accessLevel = AccessLevel.TEAM;
    const [ours, theirs] = [await create(ann, 'same', { accessLevel }), await create(zoe, 'same', { accessLevel })];
    const open = await create(zoe, 'open', { accessLevel: AccessLevel.PUBLIC });
    const found = async (clients: Clients, namespace: string): Promise<readonly string[]> =>
      (await clients.patterns.searchPatterns({ queryText: 'zeppelin', namespace, pageSize: 200 })).hits.map(
        ({ pattern }) => pattern?.id ?? '',
      );
    expect(await found(bob, 'airships')).toContain(ours);
    expect(await found(bob, 'ships')).toEqual([open]);
    expect(await found(zoe, 'ships')).toEqual(expect.arrayContaining([theirs, open]));
    expect(await found(zoe, 'airships')).not.toContain(ours);
  });

  test('is one of many of an agent, whose first one takes what names none [identity.memberships, identity.default-namespace-used]', async () => {
    const names = ['first', 'second', 'third'];
    for (const name of names) {
      await core.as('dora', name).access.whoAmI({});
      await create(core.as(`of-${name}`, name), `team of ${name}`, { accessLevel: AccessLevel.TEAM });
    }
    const dora = core.as('dora');
    const { memberships } = await dora.access.whoAmI({});
    expect(memberships.map(({ namespace, role }) => [namespace, role])).toEqual(names.map((name) => [name, 1]));
    const { patterns } = await dora.patterns.listPatterns({ pageSize: 200 });
    expect(patterns.map(({ patternName }) => patternName)).toEqual(
      expect.arrayContaining(names.map((name) => `team of ${name}`)),
    );
    const { pattern } = await dora.patterns.getPattern({ patternId: await create(dora, 'where') });
    expect(pattern).toMatchObject({ agentId: 'dora', namespace: 'first' });
  });

  test('and the agent are those of the metadata of a call [identity.socket-names-agent]', async () => {
    const named = core.as('elsa', 'named');
    const { pattern } = await named.patterns.getPattern({ patternId: await create(named, 'named') });
    expect(pattern).toMatchObject({ agentId: 'elsa', namespace: 'named' });
  });
});
