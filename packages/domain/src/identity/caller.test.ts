import { expect, test } from 'vitest';
import { type Caller, isMember } from './caller.ts';

const caller: Caller = {
  agentId: 'ann',
  namespace: 'team-c',
  memberships: [
    { namespace: 'team-a', role: 'member' },
    { namespace: 'team-b', role: 'admin' },
  ],
  scopes: ['read'],
  systemAdmin: true,
  credential: 'socket',
};

test('a caller is a member of its namespaces in either role, and of no other', () => {
  expect(['team-a', 'team-b'].every((namespace) => isMember(caller, namespace))).toBe(true);
  expect(['team-c', 'Team-A', ''].some((namespace) => isMember(caller, namespace))).toBe(false);
});
