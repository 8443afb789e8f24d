import type {
  CreateMembershipRequest,
  DeleteMembershipRequest,
  GetMembershipRequest,
  ListMembershipsRequest,
  ListMembershipsResponse,
  Membership as MembershipMessage,
  UpdateMembershipRequest,
} from '@tmws/contract';
import type {
  CreateMembershipInput,
  DeleteMembershipInput,
  ListMembershipsInput,
  MembershipName,
  MembershipRecord,
  PageOf,
  UpdateMembershipInput,
} from '@tmws/engine';
import { ROLE_NUMBERS, readEnum } from './enum-names.ts';
import { everyFieldIsRead } from './every-field.ts';

/** What CreateMembership asks for. @throws DomainError INVALID_FIELD */
export const fromCreateMembershipRequest = (request: CreateMembershipRequest): CreateMembershipInput => {
  const { namespace, agentId, role, requestId, ...unread } = request;
  everyFieldIsRead(unread);
  return { namespace, agentId, role: readEnum('role', role, ROLE_NUMBERS) ?? 'member', requestId };
};

/** What GetMembership asks for. */
export const fromGetMembershipRequest = (request: GetMembershipRequest): MembershipName => {
  const { namespace, agentId, ...unread } = request;
  everyFieldIsRead(unread);
  return { namespace, agentId };
};

/** What ListMemberships asks for. */
export const fromListMembershipsRequest = (request: ListMembershipsRequest): ListMembershipsInput => {
  const { namespace, agentId, pageSize, pageToken, ...unread } = request;
  everyFieldIsRead(unread);
  return { namespace, agentId, pageSize, pageToken };
};

/** What UpdateMembership asks for. @throws DomainError INVALID_FIELD */
export const fromUpdateMembershipRequest = (request: UpdateMembershipRequest): UpdateMembershipInput => {
  const { namespace, agentId, role, requestId, ...unread } = request;
  everyFieldIsRead(unread);
  return { namespace, agentId, role: readEnum('role', role, ROLE_NUMBERS), requestId };
};

/** What DeleteMembership asks for. */
export const fromDeleteMembershipRequest = (request: DeleteMembershipRequest): DeleteMembershipInput => {
  const { namespace, agentId, requestId, ...unread } = request;
  everyFieldIsRead(unread);
  return { namespace, agentId, requestId };
};

/** A membership. */
export const toMembership = ({ namespace, agentId, role, createdAt }: MembershipRecord): MembershipMessage => ({
  namespace,
  agentId,
  role: ROLE_NUMBERS[role],
  createdAt,
});

/** The answer of ListMemberships. */
export const toListMembershipsResponse = (page: PageOf<MembershipRecord>): ListMembershipsResponse => ({
  memberships: page.items.map(toMembership),
  nextPageToken: page.nextPageToken,
});
