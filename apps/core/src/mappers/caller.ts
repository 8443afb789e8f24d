import type { WhoAmIResponse } from '@tmws/contract';
import type { Caller } from '@tmws/domain';
import { CREDENTIAL_NUMBERS, ROLE_NUMBERS, SCOPE_NUMBERS } from './enum-names.ts';

/** The answer of WhoAmI. */
export const toWhoAmIResponse = (caller: Caller): WhoAmIResponse => ({
  agentId: caller.agentId,
  namespace: caller.namespace,
  memberships: caller.memberships
    .toSorted((a, b) => (a.namespace < b.namespace ? -1 : 1))
    .map(({ namespace, role }) => ({
      namespace,
      agentId: caller.agentId,
      role: ROLE_NUMBERS[role],
      createdAt: undefined,
    })),
  scopes: caller.scopes.map((scope) => SCOPE_NUMBERS[scope]),
  systemAdmin: caller.systemAdmin,
  credential: CREDENTIAL_NUMBERS[caller.credential],
  apiKeyId: caller.apiKeyId,
});
