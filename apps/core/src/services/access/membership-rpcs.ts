import type { AccessServiceImplementation } from '@tmws/contract';
import { createMembership, deleteMembership, getMembership, listMemberships, updateMembership } from '@tmws/engine';
import {
  fromCreateMembershipRequest,
  fromDeleteMembershipRequest,
  fromGetMembershipRequest,
  fromListMembershipsRequest,
  fromUpdateMembershipRequest,
  toListMembershipsResponse,
  toMembership,
} from '../../mappers/membership.ts';
import type { CallerContext } from '../../middleware/with-caller.ts';
import type { ServiceContext } from '../service-context.ts';

type MembershipRpcs =
  | 'createMembership'
  | 'getMembership'
  | 'listMemberships'
  | 'updateMembership'
  | 'deleteMembership';

/** The rpcs of AccessService about memberships. */
export const createMembershipRpcs = ({
  engine,
}: ServiceContext): Pick<AccessServiceImplementation<CallerContext>, MembershipRpcs> => ({
  createMembership: async (request, { caller }) => ({
    membership: toMembership(await createMembership(engine, caller, fromCreateMembershipRequest(request))),
  }),
  getMembership: async (request, { caller }) => ({
    membership: toMembership(await getMembership(engine, caller, fromGetMembershipRequest(request))),
  }),
  listMemberships: async (request, { caller }) =>
    toListMembershipsResponse(await listMemberships(engine, caller, fromListMembershipsRequest(request))),
  updateMembership: async (request, { caller }) => ({
    membership: toMembership(await updateMembership(engine, caller, fromUpdateMembershipRequest(request))),
  }),
  deleteMembership: async (request, { caller }) => {
    await deleteMembership(engine, caller, fromDeleteMembershipRequest(request));
    return {};
  },
});
