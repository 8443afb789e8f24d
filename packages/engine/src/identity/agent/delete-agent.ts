import { all, type Caller, DomainError, is, isIn, not } from '@tmws/domain';
import { noteDeed } from '../../audit/note-deed.ts';
import type { Engine } from '../../engine.ts';
import type { Agent } from '../../ports/directory-repository.ts';
import type { Store } from '../../ports/store.ts';
import { administer } from '../administer.ts';
import { lastAdmin, notAdmin } from '../identity-errors.ts';
import { governs, requireSomeAdmin } from '../reach.ts';
import { findSeenAgent } from './seen-agent.ts';

/** The end of an agent. */
export interface DeleteAgentInput {
  readonly agentId: string;
  readonly requestId?: string | undefined;
}

const requireNotNeeded = async (store: Store, agent: Agent): Promise<void> => {
  const { agentId } = agent;
  const count = await store.patterns.count(all(not(is('isDeleted')), isIn('agentId', [agentId])));
  if (count > 0) {
    const text = `Agent ${agentId} owns ${count} patterns. Give them to another agent with TransferOwnership, or delete them, first.`;
    throw new DomainError('AGENT_HAS_PATTERNS', text, {
      metadata: { agent_id: agentId, pattern_count: String(count) },
    });
  }
  const [namespace] = await store.directory.namespacesOnlyAdministeredBy(agentId);
  if (namespace !== undefined) throw lastAdmin(namespace, agentId);
  if (agent.systemAdmin && (await store.directory.countSystemAdmins()) === 1) {
    throw new DomainError('LAST_ADMIN', `Agent ${agentId} is the only system admin. It cannot be ended.`, {
      metadata: { agent_id: agentId },
    });
  }
};

/**
 * Ends an agent without patterns, with its keys and memberships; for system admins, and for an admin of all of its
 * namespaces.
 *
 * @throws DomainError AGENT_NOT_FOUND, NOT_ADMIN, AGENT_HAS_PATTERNS, LAST_ADMIN, REQUEST_ID_REUSED
 */
export const deleteAgent = async (engine: Engine, caller: Caller, input: DeleteAgentInput): Promise<void> => {
  await administer(engine, { caller, rpc: 'DeleteAgent', input }, async (store) => {
    const { agentId } = input;
    const agent = await findSeenAgent(store, caller, agentId);
    requireSomeAdmin(caller);
    if (!(await governs(store, caller, agent))) {
      const text = `Agent ${agentId} is ended only by system admins and by who administers all of its namespaces.`;
      throw notAdmin(text, { agent_id: agentId });
    }
    await requireNotNeeded(store, agent);
    await store.directory.deleteAgent(agentId, engine.clock.now());
    const deed = { action: 'DeleteAgent', targetKind: 'agent', targetId: agentId } as const;
    await noteDeed(store, { engine, caller }, { ...deed, namespace: agent.defaultNamespace });
    return {};
  });
};
