import { type Caller, namespacesWithAdminRole } from '@tmws/domain';
import type { Store } from '../ports/store.ts';
import { actingForOtherDenied, otherAgentNamed } from './require-self.ts';

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
  const { field } = named;
  const agentId = otherAgentNamed(caller, field, named.agentId);
  if (agentId === undefined) return caller;
  const agent = await store.identity.findAgent(agentId);
  const administered = namespacesWithAdminRole(caller);
  const memberships = (agent === undefined ? [] : await store.identity.memberships(agentId)).filter(
    ({ namespace }) => caller.systemAdmin || administered.includes(namespace),
  );
  const within = memberships.map(({ namespace }) => namespace);
  if (agent === undefined || (memberships.length === 0 && !caller.systemAdmin)) {
    throw actingForOtherDenied(caller, field, agentId);
  }
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
