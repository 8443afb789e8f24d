import { AccessLevel, EmbedderState, Role } from '@tmws/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refusalOf } from '../testing/refusal-of.ts';
import { type Clients, startTestCore, type TestCore } from '../testing/start-test-core.ts';
import { waitUntil } from '../testing/wait-until.ts';

let core: TestCore;
/** The first agent of the folder, and so its system admin. */
let root: Clients;
let ann: Clients;
/** A member of the owner's namespace. */
let bob: Clients;

const create = async (clients: Clients, patternName: string, accessLevel: AccessLevel, more = {}): Promise<string> => {
  const { pattern } = await clients.patterns.createPattern({
    patternName,
    category: 'mooring',
    patternData: { description: `How to moor a zeppelin: ${patternName}.` },
    accessLevel,
    ...more,
  });
  return pattern?.id ?? '';
};

/** Why each way of changing a pattern is refused to an agent. */
const refusals = async (clients: Clients, patternId: string) =>
  Promise.all([
    refusalOf((options) => clients.patterns.updatePattern({ patternId, category: 'other' }, options)),
    refusalOf((options) => clients.patterns.deletePattern({ patternId }, options)),
    refusalOf((options) =>
      clients.versions.createVersion({ patternId, newVersion: '9.0.0', patternData: { a: 1 } }, options),
    ),
  ]);

beforeAll(async () => {
  core = await startTestCore();
  root = core.as('root', 'airships');
  await root.access.whoAmI({});
  ann = core.as('ann', 'airships');
  bob = core.as('bob', 'airships');
  await Promise.all([ann, bob].map(({ access }) => access.whoAmI({})));
  await waitUntil(async () => (await root.admin.getStatus({})).embedder?.state === EmbedderState.READY);
});

afterAll(() => core[Symbol.asyncDispose]());

describe('A pattern is changed', () => {
  test('by its owner alone, and whoever may read it learns whose it is [access.owner-changes, access.visible-not-changeable]', async () => {
    const levels = [AccessLevel.TEAM, AccessLevel.PUBLIC, AccessLevel.SHARED];
    for (const level of levels) {
      const id = await create(ann, `of level ${level}`, level, { sharedWithAgents: ['bob'] });
      for (const refusal of await refusals(bob, id)) {
        expect(refusal).toMatchObject({ code: 'PERMISSION_DENIED', reason: 'NOT_OWNER', metadata: { owner: 'ann' } });
      }
      const { pattern } = await ann.patterns.updatePattern({ patternId: id, category: 'other' });
      expect(pattern?.category).toBe('other');
    }
  });

  test('not by who may not read it, who gets the answer to an unknown id', async () => {
    const id = await create(ann, 'hidden', AccessLevel.PRIVATE);
    for (const refusal of await refusals(bob, id)) {
      expect(refusal).toMatchObject({ code: 'NOT_FOUND', reason: 'PATTERN_NOT_FOUND' });
    }
  });

  test('at SYSTEM by system admins alone, who alone make one of it [access.system-write]', async () => {
    const id = await create(root, 'for all', AccessLevel.SYSTEM);
    for (const refusal of await refusals(bob, id)) expect(refusal.code).toBe('PERMISSION_DENIED');
    const made = await refusalOf((options) =>
      bob.patterns.createPattern(
        { patternName: 'mine', category: 'c', patternData: { a: 1 }, accessLevel: AccessLevel.SYSTEM },
        options,
      ),
    );
    const own = await create(bob, 'raised', AccessLevel.TEAM);
    const raised = await refusalOf((options) =>
      bob.patterns.updatePattern({ patternId: own, accessLevel: AccessLevel.SYSTEM }, options),
    );
    expect([made, raised]).toMatchObject([
      { code: 'PERMISSION_DENIED', reason: 'NOT_ADMIN' },
      { code: 'PERMISSION_DENIED', reason: 'NOT_ADMIN' },
    ]);
    await core.as('ada', 'airships').access.whoAmI({});
    await root.access.updateMembership({ namespace: 'airships', agentId: 'ada', role: Role.ADMIN });
    const [asked, ada] = [{ patternId: id, asAdmin: true }, core.as('ada', 'airships')];
    const byAdminOfNamespace = [
      await refusalOf((options) => ada.patterns.updatePattern({ ...asked, category: 'other' }, options)),
      await refusalOf((options) => ada.patterns.deletePattern(asked, options)),
    ];
    for (const refusal of byAdminOfNamespace) expect(refusal).toMatchObject({ reason: 'NOT_ADMIN' });
    expect((await root.patterns.updatePattern({ patternId: id, category: 'other' })).pattern?.category).toBe('other');
  });
});

describe('Rights that are lost', () => {
  const sees = async (clients: Clients, id: string): Promise<boolean> => {
    const { hits } = await clients.patterns.searchPatterns({ queryText: 'moor a zeppelin', pageSize: 200 });
    const isFound = hits.some(({ pattern }) => pattern?.id === id);
    const isGiven = await clients.patterns.getPattern({ patternId: id }).then(
      () => true,
      () => false,
    );
    expect(isGiven).toBe(isFound);
    return isGiven;
  };

  test('are lost on every path from the moment the change returns [access.revocation-immediate]', async () => {
    const zoe = core.as('zoe', 'ships');
    await zoe.access.whoAmI({});
    const lowered = await create(ann, 'lowered', AccessLevel.PUBLIC);
    const shared = await create(ann, 'shared', AccessLevel.SHARED, { sharedWithAgents: ['zoe'] });
    expect([await sees(zoe, lowered), await sees(zoe, shared)]).toEqual([true, true]);
    await ann.patterns.updatePattern({ patternId: lowered, accessLevel: AccessLevel.TEAM });
    expect(await sees(zoe, lowered)).toBe(false);
    await ann.patterns.updatePattern({ patternId: shared, sharedWithAgents: ['bob'] });
    expect(await sees(zoe, shared)).toBe(false);
    const member = core.as('carl', 'airships');
    await member.access.whoAmI({});
    expect(await sees(member, lowered)).toBe(true);
    await root.access.deleteMembership({ namespace: 'airships', agentId: 'carl' });
    // Named without the namespace, which a caller over the socket would join again.
    expect(await sees(core.as('carl'), lowered)).toBe(false);
  });
});
