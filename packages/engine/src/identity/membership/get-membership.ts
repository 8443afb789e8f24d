import type { Caller } from '@tmws/domain';
import type { Engine } from '../../engine.ts';
import type { MembershipRecord } from '../../ports/directory-repository.ts';
import { findMembership, type MembershipName } from './find-membership.ts';

/** Returns a membership of a namespace of the caller's. @throws DomainError MEMBERSHIP_NOT_FOUND */
export const getMembership = (engine: Engine, caller: Caller, name: MembershipName): Promise<MembershipRecord> =>
  engine.unitOfWork.read((store) => findMembership(store, caller, name));
