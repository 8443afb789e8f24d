import { type Caller, DomainError, invalidFields, isSlug } from '@tmws/domain';
import type { Store } from '../ports/store.ts';

const denied = (caller: Caller, field: string, agentId: string): DomainError =>
  new DomainError(
    'ACTING_FOR_OTHER_DENIED',
    `${field} names ${agentId}, but the caller is ${caller.agentId}. Leave the field out, or call as that agent.`,
    { metadata: { field, agent_id: agentId, caller: caller.agentId } },
  );

/**
 * Who acts, by one of the specification's agent fields (`agent_id`, `updating_agent_id`, …): empty or the caller itself
 * gives the caller. Another agent is allowed to a system admin, and to an admin of a namespace for its members, whose
 * rights then count within those namespaces alone. The result carries `actingBy`, and what it does belongs in the audit
 * log.
 *
 * @throws DomainError INVALID_FIELD for what cannot be an agent's name; ACTING_FOR_OTHER_DENIED
 */
export const actAs = async (
  store: Store,
  caller: Caller,
  named: { readonly field: string; readonly agentId: string | undefined },
): Promise<Caller> => {
  const { field, agentId } = named;
  if (agentId === undefined || agentId === '' || agentId === caller.agentId) return caller;
  if (!isSlug(agentId)) {
    const description = `${field} must be 1 to 100 letters, digits, dots, underscores and hyphens. Leave it out for yourself.`;
    throw invalidFields([{ field, description }]);
  }
  const agent = await store.identity.findAgent(agentId);
  const administered = caller.memberships.filter(({ role }) => role === 'admin').map(({ namespace }) => namespace);
  const memberships = (agent === undefined ? [] : await store.identity.memberships(agentId)).filter(
    ({ namespace }) => caller.systemAdmin || administered.includes(namespace),
  );
  const within = memberships.map(({ namespace }) => namespace);
  if (agent === undefined || (memberships.length === 0 && !caller.systemAdmin)) throw denied(caller, field, agentId);
  const isDefaultAllowed = within.includes(agent.defaultNamespace);
  return {
    agentId,
    namespace: isDefaultAllowed ? agent.defaultNamespace : (within[0] ?? agent.defaultNamespace),
    memberships,
    scopes: caller.scopes,
    systemAdmin: false,
    credential: caller.credential,
    apiKeyId: caller.apiKeyId,
    actingBy: { agentId: caller.agentId, within: caller.systemAdmin ? undefined : within },
  };
};
