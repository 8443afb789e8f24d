import type { Caller } from '@tmws/domain';
import type { MembershipRecord } from '../../ports/directory-repository.ts';
import type { Store } from '../../ports/store.ts';
import { membershipNotFound } from '../identity-errors.ts';
import { seesNamespace } from '../reach.ts';

/** Names a membership. */
export interface MembershipName {
  readonly namespace: string;
  readonly agentId: string;
}

/** A membership of a namespace that the caller sees. @throws DomainError MEMBERSHIP_NOT_FOUND */
export const findMembership = async (store: Store, caller: Caller, name: MembershipName): Promise<MembershipRecord> => {
  const { namespace, agentId } = name;
  const found = seesNamespace(caller, namespace) ? await store.directory.findMembership(namespace, agentId) : undefined;
  if (found === undefined) throw membershipNotFound(namespace, agentId);
  return found;
};
