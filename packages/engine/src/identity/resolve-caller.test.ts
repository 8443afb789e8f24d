import { describe, expect, test } from 'vitest';
import { createMemoryUnitOfWork } from '../testing/memory-unit-of-work.ts';
import { resolveSocketCaller } from './resolve-caller.ts';

const setUp = () => {
  const unitOfWork = createMemoryUnitOfWork();
  return {
    unitOfWork,
    resolve: (agentId: string, namespace?: string) => resolveSocketCaller({ unitOfWork }, { agentId, namespace }),
  };
};

describe('the caller over the local socket', () => {
  test('is provisioned on first use, the very first one as system admin [identity.default-namespace-name]', async () => {
    const { resolve } = setUp();
    expect(await resolve('ann')).toMatchObject({
      agentId: 'ann',
      namespace: 'default',
      memberships: [{ namespace: 'default', role: 'member' }],
      scopes: ['read', 'write', 'admin'],
      systemAdmin: true,
      credential: 'socket',
    });
    expect(await resolve('bob', 'team-a')).toMatchObject({
      namespace: 'team-a',
      scopes: ['read', 'write'],
      systemAdmin: false,
    });
  });

  test('works in the namespace that it names, else in its first one', async () => {
    const { resolve } = setUp();
    await resolve('ann', 'team-a');
    expect((await resolve('ann', 'team-b')).namespace).toBe('team-b');
    const again = await resolve('ann');
    expect(again.namespace).toBe('team-a');
    expect(again.memberships.map(({ namespace }) => namespace)).toEqual(['team-a', 'team-b']);
  });

  test('is the same whether it comes once or many times at the same time', async () => {
    const { resolve, unitOfWork } = setUp();
    const callers = await Promise.all(Array.from({ length: 8 }, () => resolve('ann', 'team-a')));
    expect(new Set(callers.map((caller) => JSON.stringify(caller))).size).toBe(1);
    expect(unitOfWork.committed().memberships.get('ann')).toHaveLength(1);
  });

  test.each([
    ['', 'x-tmws-agent'],
    ['a b', 'x-tmws-agent'],
    ['x'.repeat(101), 'x-tmws-agent'],
  ])('is refused for the name %j [identity.agent-id-format, identity.namespace-format]', async (agentId, field) => {
    const { resolve, unitOfWork } = setUp();
    await expect(resolve(agentId)).rejects.toMatchObject({ reason: 'INVALID_FIELD', violations: [{ field }] });
    await expect(resolve('ann', agentId)).rejects.toMatchObject({ violations: [{ field: 'x-tmws-namespace' }] });
    expect(unitOfWork.committed().agents.size).toBe(0);
  });

  test('is never the built-in owner of SYSTEM patterns', async () => {
    const { resolve, unitOfWork } = setUp();
    await expect(resolve('system')).rejects.toMatchObject({ violations: [{ field: 'x-tmws-agent' }] });
    expect(unitOfWork.committed().agents.size).toBe(0);
  });
});
