import { describe, expect, test } from 'vitest';
import { buildCaller } from '../testing/build-caller.ts';
import { createMemoryUnitOfWork } from '../testing/memory-unit-of-work.ts';
import { actAs } from './act-as.ts';

const ADMIN = {
  memberships: [
    { namespace: 'team-a', role: 'admin' as const },
    { namespace: 'team-b', role: 'member' as const },
    { namespace: 'team-c', role: 'admin' as const },
  ],
};
const member = buildCaller({ agentId: 'cid' });
const admin = buildCaller({ agentId: 'ann', ...ADMIN });
const systemAdmin = buildCaller({ agentId: 'root', systemAdmin: true, scopes: ['admin'], memberships: [] });

const setUp = async () => {
  const unitOfWork = createMemoryUnitOfWork();
  await unitOfWork.write(async (store) => {
    await store.identity.provision('root', 'default');
    // Works in team-b by default, where ann is a member only.
    await store.identity.provision('bob', 'team-b');
    await store.identity.provision('bob', 'team-a');
    await store.identity.provision('zoe', 'team-z');
  });
  return (caller: typeof admin, agentId: string | undefined) =>
    unitOfWork.read((store) => actAs(store, caller, { field: 'updating_agent_id', agentId }));
};

describe('acting for another agent', () => {
  test('is not meant where nobody or the caller itself is named [identity.agent-fields-optional]', async () => {
    const act = await setUp();
    for (const agentId of [undefined, '', 'cid']) expect(await act(member, agentId)).toBe(member);
  });

  test('is refused to who administers nothing, whether the agent exists or not', async () => {
    const act = await setUp();
    for (const agentId of ['bob', 'zoe', 'nobody', 'system']) {
      await expect(act(member, agentId)).rejects.toMatchObject({
        reason: 'ACTING_FOR_OTHER_DENIED',
        metadata: { field: 'updating_agent_id', agent_id: agentId, caller: 'cid' },
      });
    }
  });

  test('is for an admin of a namespace of the agent, in that namespace alone [identity.acting-for-other-scope]', async () => {
    const act = await setUp();
    expect(await act(admin, 'bob')).toMatchObject({
      agentId: 'bob',
      namespace: 'team-a',
      memberships: [{ namespace: 'team-a', role: 'member' }],
      systemAdmin: false,
      actingBy: { agentId: 'ann', within: ['team-a'] },
    });
    await expect(act(admin, 'zoe')).rejects.toMatchObject({ reason: 'ACTING_FOR_OTHER_DENIED' });
  });

  test('is for a system admin everywhere, whose own rights do not go along', async () => {
    const act = await setUp();
    const acting = await act(systemAdmin, 'bob');
    expect(acting).toMatchObject({ agentId: 'bob', namespace: 'team-b', systemAdmin: false });
    expect(acting.memberships.map(({ namespace }) => namespace).toSorted()).toEqual(['team-a', 'team-b']);
    expect(acting.actingBy).toEqual({ agentId: 'root', within: undefined });
    await expect(act(systemAdmin, 'nobody')).rejects.toMatchObject({ reason: 'ACTING_FOR_OTHER_DENIED' });
  });

  test.each(['a b', 'x'.repeat(101), 'bob\n'])('needs a name, which %j is not', async (agentId) => {
    const act = await setUp();
    await expect(act(systemAdmin, agentId)).rejects.toMatchObject({
      reason: 'INVALID_FIELD',
      violations: [{ field: 'updating_agent_id' }],
    });
  });
});
