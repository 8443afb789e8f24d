import { type Caller, DomainError, invalidFields, isSlug } from '@tmws/domain';

/**
 * Checks the specification's agent fields (`agent_id`, `using_agent_id`, …): empty or the caller itself is fine.
 *
 * @throws DomainError INVALID_FIELD for what cannot be an agent's name; ACTING_FOR_OTHER_DENIED for another agent
 */
export const requireSelf = (caller: Caller, field: string, agentId: string | undefined): void => {
  if (agentId === undefined || agentId === '' || agentId === caller.agentId) return;
  if (!isSlug(agentId)) {
    const description = `${field} must be 1 to 100 letters, digits, dots, underscores and hyphens. Leave it out for yourself.`;
    throw invalidFields([{ field, description }]);
  }
  throw new DomainError(
    'ACTING_FOR_OTHER_DENIED',
    `${field} names ${agentId}, but the caller is ${caller.agentId}. Leave the field out, or call as that agent.`,
    { metadata: { field, agent_id: agentId, caller: caller.agentId } },
  );
};
