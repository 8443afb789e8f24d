import type { Caller, Pattern } from '@tmws/domain';

/** Who may read what, in plain words, written from the documentation alone and not from the table of the product. */
export const mayRead = (caller: Caller, pattern: Pattern): boolean => {
  if (pattern.deletedAt !== undefined) return false;
  if (pattern.agentId === caller.agentId) return true;
  if (pattern.status === 'DRAFT') return false;
  if (pattern.accessLevel === 'PUBLIC') return true;
  if (pattern.accessLevel === 'SYSTEM') return true;
  if (pattern.accessLevel === 'TEAM') {
    for (const membership of caller.memberships) if (membership.namespace === pattern.namespace) return true;
    return false;
  }
  if (pattern.accessLevel === 'SHARED') {
    for (const agentId of pattern.sharedWithAgents) if (agentId === caller.agentId) return true;
    return false;
  }
  return false;
};

/** Who may change, version and delete what. */
export const mayChange = (caller: Caller, pattern: Pattern): boolean => {
  if (!mayRead(caller, pattern)) return false;
  if (pattern.accessLevel === 'SYSTEM') return caller.systemAdmin;
  return pattern.agentId === caller.agentId;
};
