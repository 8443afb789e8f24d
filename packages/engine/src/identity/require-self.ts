import { type Caller, DomainError } from '@tmws/domain';

/**
 * Checks the specification's agent fields (`agent_id`, `using_agent_id`, …): empty or the caller itself is fine.
 *
 * @throws DomainError ACTING_FOR_OTHER_DENIED for another agent
 */
export const requireSelf = (caller: Caller, field: string, agentId: string | undefined): void => {
  if (agentId === undefined || agentId === '' || agentId === caller.agentId) return;
  throw new DomainError(
    'ACTING_FOR_OTHER_DENIED',
    `${field} names ${agentId}, but the caller is ${caller.agentId}. Leave the field out, or call as that agent.`,
    { metadata: { field, agent_id: agentId, caller: caller.agentId } },
  );
};
