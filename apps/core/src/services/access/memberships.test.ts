import { AccessLevel, Role } from '@tmws/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type IdentityWorld, refused, startIdentityWorld, writePattern } from '../../testing/identity-world.ts';
import { refusalOf } from '../../testing/refusal-of.ts';
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

describe('A membership', () => {
  test('is made by admins of the namespace and holds at once, as its end does [identity.membership-create, identity.membership-delete]', async () => {
    await core.as('guest', 'home').access.whoAmI({});
    const guest = core.as('guest');
    const patternId = await writePattern(ada, 'for the crew', AccessLevel.TEAM);
    const joining = { namespace: 'crew', agentId: 'guest' };
    expect(await refused(max, 'createMembership', joining)).toMatchObject({
      code: 'PERMISSION_DENIED',
      reason: 'NOT_ADMIN',
    });
    const hidden = () => refusalOf((options) => guest.patterns.getPattern({ patternId }, options));
    expect(await hidden()).toMatchObject({ reason: 'PATTERN_NOT_FOUND' });
    const { membership } = await ada.access.createMembership(joining);
    expect(membership).toMatchObject({ ...joining, role: Role.MEMBER });
    expect((await guest.patterns.getPattern({ patternId })).pattern?.id).toBe(patternId);
    expect(await refused(ada, 'createMembership', joining)).toMatchObject({ reason: 'MEMBERSHIP_EXISTS' });
    await ada.access.deleteMembership(joining);
    expect(await hidden()).toMatchObject({ code: 'NOT_FOUND', reason: 'PATTERN_NOT_FOUND' });
    expect(await refused(ada, 'deleteMembership', joining)).toMatchObject({ reason: 'MEMBERSHIP_NOT_FOUND' });
    expect(await refused(ada, 'createMembership', { ...joining, agentId: 'nobody' })).toMatchObject({
      reason: 'AGENT_NOT_FOUND',
    });
  });

  test('is shown with its role to members of the namespace alone [identity.membership-get]', async () => {
    const { membership } = await max.access.getMembership({ namespace: 'crew', agentId: 'ada' });
    expect(membership?.role).toBe(Role.ADMIN);
    const { memberships } = await max.access.listMemberships({ namespace: 'crew' });
    const roles = memberships.map(({ agentId, role }) => `${agentId} ${role}`);
    expect(roles).toEqual(expect.arrayContaining([`ada ${Role.ADMIN}`, `max ${Role.MEMBER}`]));
    expect((await eve.access.listMemberships({ namespace: 'crew' })).memberships).toEqual([]);
    const foreign = { namespace: 'crew', agentId: 'ada' };
    expect(await refused(eve, 'getMembership', foreign)).toMatchObject({ reason: 'MEMBERSHIP_NOT_FOUND' });
  });

  test('changes its role by admins, and what the role gives with it [identity.membership-update]', async () => {
    await core.as('mate', 'crew').access.whoAmI({});
    const mate = core.as('mate');
    const patternId = await writePattern(max, 'of max alone', AccessLevel.PRIVATE);
    const role = (next: Role) => ada.access.updateMembership({ namespace: 'crew', agentId: 'mate', role: next });
    await role(Role.ADMIN);
    expect((await mate.patterns.getPattern({ patternId, asAdmin: true })).pattern?.id).toBe(patternId);
    await role(Role.MEMBER);
    const refusal = await refusalOf((options) => mate.patterns.getPattern({ patternId, asAdmin: true }, options));
    expect(refusal.reason).toBe('PATTERN_NOT_FOUND');
    const promotion = { namespace: 'crew', agentId: 'mate', role: Role.ADMIN };
    expect(await refused(max, 'updateMembership', promotion)).toMatchObject({ reason: 'NOT_ADMIN' });
    expect(await refused(ada, 'updateMembership', { namespace: 'crew', agentId: 'mate' })).toMatchObject({
      reason: 'INVALID_FIELD',
    });
  });

  test('of the last admin of a namespace neither ends nor changes', async () => {
    await root.access.createNamespace({ namespace: 'lone' });
    const last = { namespace: 'lone', agentId: 'root' };
    expect(await refused(root, 'deleteMembership', last)).toMatchObject({
      code: 'FAILED_PRECONDITION',
      reason: 'LAST_ADMIN',
    });
    expect(await refused(root, 'updateMembership', { ...last, role: Role.MEMBER })).toMatchObject({
      reason: 'LAST_ADMIN',
    });
  });
});
