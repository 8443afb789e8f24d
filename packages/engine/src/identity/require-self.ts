import { type Caller, DomainError, invalidFields, isSlug } from '@tmws/domain';

/** The refusal of a call whose agent field names somebody for whom the caller may not act. */
export const actingForOtherDenied = (caller: Caller, field: string, agentId: string): DomainError =>
  new DomainError(
    'ACTING_FOR_OTHER_DENIED',
    `${field} names ${agentId}, but the caller is ${caller.agentId}. Leave the field out, or call as that agent.`,
    { metadata: { field, agent_id: agentId, caller: caller.agentId } },
  );

/**
 * The agent that one of the specification's agent fields names beside the caller; undefined where it is empty or the
 * caller itself.
 *
 * @throws DomainError INVALID_FIELD for what cannot be an agent's name
 */
export const otherAgentNamed = (caller: Caller, field: string, agentId: string | undefined): string | undefined => {
  if (agentId === undefined || agentId === '' || agentId === caller.agentId) return undefined;
  if (isSlug(agentId)) return agentId;
  const description = `${field} must be 1 to 100 letters, digits, dots, underscores and hyphens. Leave it out for yourself.`;
  throw invalidFields([{ field, description }]);
};

/**
 * Checks the specification's agent fields (`agent_id`, `using_agent_id`, …): empty or the caller itself is fine.
 *
 * @throws DomainError INVALID_FIELD for what cannot be an agent's name; ACTING_FOR_OTHER_DENIED for another agent
 */
export const requireSelf = (caller: Caller, field: string, agentId: string | undefined): void => {
  const other = otherAgentNamed(caller, field, agentId);
  if (other !== undefined) throw actingForOtherDenied(caller, field, other);
};
