import { type Caller, DEFAULT_NAMESPACE, DomainError, isAdminOf, isMember, SYSTEM_AGENT } from '@tmws/domain';
import { noteDeed } from '../../audit/note-deed.ts';
import type { Engine } from '../../engine.ts';
import type { Agent } from '../../ports/directory-repository.ts';
import { administer } from '../administer.ts';
import { checkDescription } from '../check-description.ts';
import { checkSlug } from '../check-slug.ts';
import { namespaceNotFound, notAdmin } from '../identity-errors.ts';
import { requireSomeAdmin } from '../reach.ts';
import { type SeenAgent, seenAgent } from './seen-agent.ts';

/** A new agent. */
export interface CreateAgentInput {
  readonly agentId: string;
  readonly description?: string | undefined;
  /** A namespace that the caller administers; undefined: `default`. */
  readonly defaultNamespace?: string | undefined;
  readonly requestId?: string | undefined;
}

const requireHome = (caller: Caller, namespace: string): void => {
  if (isAdminOf(caller, namespace)) return;
  if (isMember(caller, namespace)) {
    throw notAdmin(`Only admins of namespace ${namespace} and system admins may add agents to it.`, { namespace });
  }
  throw new DomainError(
    'NOT_A_MEMBER',
    `You are not a member of namespace ${namespace}. Name a namespace that you administer in default_namespace.`,
    { metadata: { namespace, agent_id: caller.agentId } },
  );
};

/**
 * Makes an agent, a member of its default namespace; for admins of that namespace.
 *
 * @throws DomainError INVALID_FIELD, NOT_ADMIN, NOT_A_MEMBER, NAMESPACE_NOT_FOUND, AGENT_EXISTS, REQUEST_ID_REUSED
 */
export const createAgent = async (engine: Engine, caller: Caller, input: CreateAgentInput): Promise<SeenAgent> => {
  requireSomeAdmin(caller);
  const { agentId } = input;
  const defaultNamespace = input.defaultNamespace ?? DEFAULT_NAMESPACE;
  checkSlug('agent_id', agentId);
  checkSlug('default_namespace', defaultNamespace);
  const description = checkDescription(input.description);
  requireHome(caller, defaultNamespace);
  return administer(engine, { caller, rpc: 'CreateAgent', input }, async (store) => {
    if ((await store.directory.findNamespace(defaultNamespace)) === undefined)
      throw namespaceNotFound(defaultNamespace);
    if (agentId === SYSTEM_AGENT || (await store.directory.findAgent(agentId)) !== undefined) {
      throw new DomainError('AGENT_EXISTS', `Agent ${agentId} exists already. Choose another name.`, {
        metadata: { agent_id: agentId },
      });
    }
    const now = engine.clock.now();
    const agent: Agent = {
      agentId,
      description,
      defaultNamespace,
      systemAdmin: false,
      createdAt: now,
      updatedAt: now,
    };
    await store.directory.insertAgent(agent);
    await store.directory.insertMembership({ namespace: defaultNamespace, agentId, role: 'member', createdAt: now });
    const deed = {
      action: 'CreateAgent',
      targetKind: 'agent',
      targetId: agentId,
      namespace: defaultNamespace,
    } as const;
    await noteDeed(store, { engine, caller }, deed);
    return seenAgent(store, caller, agent);
  });
};
