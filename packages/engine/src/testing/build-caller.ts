import type { Caller } from '@tmws/domain';

/** A caller over the socket, a plain member of `team-a`, with the given fields changed. */
export const buildCaller = (changes: Partial<Caller> & Pick<Caller, 'agentId'>): Caller => ({
  namespace: 'team-a',
  memberships: [{ namespace: 'team-a', role: 'member' }],
  scopes: ['read', 'write'],
  systemAdmin: false,
  credential: 'socket',
  ...changes,
});
