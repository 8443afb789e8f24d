import { type Caller, DomainError, invalidFields, isAdminOf } from '@tmws/domain';
import { noteDeed } from '../../audit/note-deed.ts';
import type { Engine } from '../../engine.ts';
import type { Agent } from '../../ports/directory-repository.ts';
import type { Store } from '../../ports/store.ts';
import { administer } from '../administer.ts';
import { checkDescription } from '../check-description.ts';
import { notAdmin } from '../identity-errors.ts';
import { namespacesOf } from '../reach.ts';
import { findSeenAgent, type SeenAgent, seenAgent } from './seen-agent.ts';

/** What to change of an agent; a member that is there and undefined clears the field. */
export interface AgentChanges {
  readonly description?: string | undefined;
  readonly defaultNamespace?: string | undefined;
}

/** A change of an agent. */
export interface UpdateAgentInput {
  readonly agentId: string;
  readonly changes: AgentChanges;
  readonly requestId?: string | undefined;
}

const requireRight = async (store: Store, caller: Caller, agent: Agent): Promise<void> => {
  const { agentId, systemAdmin } = agent;
  if (agentId === caller.agentId || caller.systemAdmin) return;
  const namespaces = await namespacesOf(store, agentId);
  if (!systemAdmin && namespaces.some((namespace) => isAdminOf(caller, namespace))) return;
  throw notAdmin(`Agent ${agentId} is changed by itself and by admins of its namespaces only.`, { agent_id: agentId });
};

const newDefault = async (store: Store, caller: Caller, asked: { agent: Agent; namespace: string | undefined }) => {
  const { agent, namespace } = asked;
  if (namespace === undefined || namespace === '') {
    const description = 'default_namespace cannot be cleared. Name one of the namespaces of the agent.';
    throw invalidFields([{ field: 'default_namespace', description }]);
  }
  const isOwn = agent.agentId === caller.agentId;
  const isMemberThere = (await namespacesOf(store, agent.agentId)).includes(namespace);
  if (isMemberThere && (isOwn || isAdminOf(caller, namespace))) return namespace;
  throw new DomainError(
    'NOT_A_MEMBER',
    `Agent ${agent.agentId} is not a member of namespace ${namespace}. Name one of its namespaces, or add it there with CreateMembership.`,
    { metadata: { agent_id: agent.agentId, namespace } },
  );
};

/**
 * Changes what an agent is described as and where it writes; for itself and for admins of its namespaces.
 *
 * @throws DomainError AGENT_NOT_FOUND, NOT_ADMIN, NOT_A_MEMBER, INVALID_FIELD, REQUEST_ID_REUSED
 */
export const updateAgent = (engine: Engine, caller: Caller, input: UpdateAgentInput): Promise<SeenAgent> =>
  administer(engine, { caller, rpc: 'UpdateAgent', input }, async (store) => {
    const { agentId, changes } = input;
    const agent = await findSeenAgent(store, caller, agentId);
    await requireRight(store, caller, agent);
    const changed: Agent = {
      ...agent,
      description: 'description' in changes ? checkDescription(changes.description) : agent.description,
      defaultNamespace:
        'defaultNamespace' in changes
          ? await newDefault(store, caller, { agent, namespace: changes.defaultNamespace })
          : agent.defaultNamespace,
      updatedAt: engine.clock.now(),
    };
    await store.directory.updateAgent(changed);
    await noteDeed(
      store,
      { engine, caller },
      {
        action: 'UpdateAgent',
        targetKind: 'agent',
        targetId: agentId,
        namespace: changed.defaultNamespace,
        detail: { fields: Object.keys(changes).join(',') },
      },
    );
    return seenAgent(store, caller, changed);
  });
