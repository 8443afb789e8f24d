import { type Caller, DomainError, type Role } from '@tmws/domain';
import { noteDeed } from '../../audit/note-deed.ts';
import type { Engine } from '../../engine.ts';
import type { MembershipRecord } from '../../ports/directory-repository.ts';
import { administer } from '../administer.ts';
import { agentNotFound } from '../identity-errors.ts';
import { findSeenNamespace } from '../namespace/seen-namespace.ts';
import { requireAdminOf } from '../reach.ts';

/** A new membership. */
export interface CreateMembershipInput {
  readonly namespace: string;
  readonly agentId: string;
  readonly role: Role;
  readonly requestId?: string | undefined;
}

/**
 * Adds an agent to a namespace; for admins of it. The agent may be one that the caller does not see yet: whoever adds
 * it knows its name.
 *
 * @throws DomainError NAMESPACE_NOT_FOUND, AGENT_NOT_FOUND, NOT_ADMIN, MEMBERSHIP_EXISTS, REQUEST_ID_REUSED
 */
export const createMembership = (
  engine: Engine,
  caller: Caller,
  input: CreateMembershipInput,
): Promise<MembershipRecord> =>
  administer(engine, { caller, rpc: 'CreateMembership', input }, async (store) => {
    const { namespace, agentId, role } = input;
    await findSeenNamespace(store, caller, namespace);
    requireAdminOf(caller, namespace);
    if ((await store.directory.findAgent(agentId)) === undefined) throw agentNotFound(agentId);
    if ((await store.directory.findMembership(namespace, agentId)) !== undefined) {
      const text = `Agent ${agentId} is a member of namespace ${namespace} already. Change its role with UpdateMembership.`;
      throw new DomainError('MEMBERSHIP_EXISTS', text, { metadata: { namespace, agent_id: agentId } });
    }
    const membership = { namespace, agentId, role, createdAt: engine.clock.now() };
    await store.directory.insertMembership(membership);
    const deed = { action: 'CreateMembership', targetKind: 'membership', targetId: agentId, namespace } as const;
    await noteDeed(store, { engine, caller }, { ...deed, detail: { role } });
    return membership;
  });
