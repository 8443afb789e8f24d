import { type Caller, invalidFields, type Role } from '@tmws/domain';
import { noteDeed } from '../../audit/note-deed.ts';
import type { Engine } from '../../engine.ts';
import type { MembershipRecord } from '../../ports/directory-repository.ts';
import { administer } from '../administer.ts';
import { lastAdmin } from '../identity-errors.ts';
import { requireAdminOf } from '../reach.ts';
import { findMembership } from './find-membership.ts';

/** A change of a role. */
export interface UpdateMembershipInput {
  readonly namespace: string;
  readonly agentId: string;
  /** Required. */
  readonly role: Role | undefined;
  readonly requestId?: string | undefined;
}

/**
 * Changes the role of a member; for admins of the namespace.
 *
 * @throws DomainError MEMBERSHIP_NOT_FOUND, NOT_ADMIN, LAST_ADMIN, INVALID_FIELD, REQUEST_ID_REUSED
 */
export const updateMembership = async (
  engine: Engine,
  caller: Caller,
  input: UpdateMembershipInput,
): Promise<MembershipRecord> => {
  const { namespace, agentId, role } = input;
  if (role === undefined) {
    throw invalidFields([{ field: 'role', description: 'role is required. Name MEMBER or ADMIN.' }]);
  }
  return administer(engine, { caller, rpc: 'UpdateMembership', input }, async (store) => {
    const membership = await findMembership(store, caller, { namespace, agentId });
    requireAdminOf(caller, namespace);
    if (role !== 'admin' && (await store.directory.namespacesOnlyAdministeredBy(agentId)).includes(namespace)) {
      throw lastAdmin(namespace, agentId);
    }
    const changed = { ...membership, role };
    await store.directory.updateRole(changed);
    const deed = { action: 'UpdateMembership', targetKind: 'membership', targetId: agentId, namespace } as const;
    await noteDeed(store, { engine, caller }, { ...deed, detail: { former_role: membership.role, role } });
    return changed;
  });
};
