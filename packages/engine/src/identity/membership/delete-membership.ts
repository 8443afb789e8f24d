import type { Caller } from '@tmws/domain';
import { noteDeed } from '../../audit/note-deed.ts';
import type { Engine } from '../../engine.ts';
import { administer } from '../administer.ts';
import { lastAdmin } from '../identity-errors.ts';
import { requireAdminOf } from '../reach.ts';
import { findMembership, type MembershipName } from './find-membership.ts';

/** The end of a membership. */
export interface DeleteMembershipInput extends MembershipName {
  readonly requestId?: string | undefined;
}

/**
 * Takes an agent out of a namespace; for admins of it. Where it was the agent's default, another of its namespaces
 * takes its place.
 *
 * @throws DomainError MEMBERSHIP_NOT_FOUND, NOT_ADMIN, LAST_ADMIN, REQUEST_ID_REUSED
 */
export const deleteMembership = async (engine: Engine, caller: Caller, input: DeleteMembershipInput): Promise<void> => {
  const { namespace, agentId } = input;
  await administer(engine, { caller, rpc: 'DeleteMembership', input }, async (store) => {
    const membership = await findMembership(store, caller, { namespace, agentId });
    requireAdminOf(caller, namespace);
    if ((await store.directory.namespacesOnlyAdministeredBy(agentId)).includes(namespace)) {
      throw lastAdmin(namespace, agentId);
    }
    await store.directory.deleteMembership(namespace, agentId);
    const deed = { action: 'DeleteMembership', targetKind: 'membership', targetId: agentId, namespace } as const;
    await noteDeed(store, { engine, caller }, { ...deed, detail: { former_role: membership.role } });
    return {};
  });
};
