import type { Caller } from '@tmws/domain';
import type { Agent, MembershipRecord } from '../../ports/directory-repository.ts';
import type { Store } from '../../ports/store.ts';
import { agentNotFound } from '../identity-errors.ts';
import { namespacesOf, seenNamespaces, seesNamespace } from '../reach.ts';

/** An agent with those of its memberships that the caller may see. */
export interface SeenAgent extends Omit<Agent, 'defaultNamespace'> {
  /** Undefined where the caller may not see that namespace. */
  readonly defaultNamespace: string | undefined;
  readonly memberships: readonly MembershipRecord[];
}

const MOST_MEMBERSHIPS = 10_000;

/** What the caller sees of an agent; of itself everything. */
export const seenAgent = async (store: Store, caller: Caller, agent: Agent): Promise<SeenAgent> => {
  const isOwn = agent.agentId === caller.agentId;
  const memberships = await store.directory.listMemberships({
    namespaces: isOwn ? undefined : seenNamespaces(caller),
    agentId: agent.agentId,
    after: undefined,
    limit: MOST_MEMBERSHIPS,
  });
  const isDefaultSeen = isOwn || seesNamespace(caller, agent.defaultNamespace);
  return { ...agent, defaultNamespace: isDefaultSeen ? agent.defaultNamespace : undefined, memberships };
};

/** An agent that the caller may see: itself, one of its namespaces', or any as a system admin. @throws DomainError AGENT_NOT_FOUND */
export const findSeenAgent = async (store: Store, caller: Caller, agentId: string): Promise<Agent> => {
  const agent = await store.directory.findAgent(agentId);
  if (agent === undefined) throw agentNotFound(agentId);
  if (agentId === caller.agentId || caller.systemAdmin) return agent;
  const namespaces = await namespacesOf(store, agentId);
  if (!namespaces.some((namespace) => seesNamespace(caller, namespace))) throw agentNotFound(agentId);
  return agent;
};
