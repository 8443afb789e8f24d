import type { AccessServiceImplementation } from '@tmws/contract';
import { transferOwnership } from '@tmws/engine';
import { toWhoAmIResponse } from '../../mappers/caller.ts';
import { fromTransferOwnershipRequest, toTransferOwnershipResponse } from '../../mappers/transfer.ts';
import type { CallerContext } from '../../middleware/with-caller.ts';
import type { ServiceContext } from '../service-context.ts';
import { createAgentRpcs } from './agent-rpcs.ts';
import { createApiKeyRpcs } from './api-key-rpcs.ts';
import { createMembershipRpcs } from './membership-rpcs.ts';
import { createNamespaceRpcs } from './namespace-rpcs.ts';

/** AccessService. */
export const createAccessService = (context: ServiceContext): AccessServiceImplementation<CallerContext> => ({
  ...createAgentRpcs(context),
  ...createNamespaceRpcs(context),
  ...createMembershipRpcs(context),
  ...createApiKeyRpcs(context),
  transferOwnership: async (request, { caller }) =>
    toTransferOwnershipResponse(await transferOwnership(context.engine, caller, fromTransferOwnershipRequest(request))),
  whoAmI: async (_request, { caller }) => toWhoAmIResponse(caller),
});
