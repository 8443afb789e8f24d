import type { ProposalServiceImplementation } from '@tmws/contract';
import { acceptProposal, createProposal, getProposal, listProposals, rejectProposal } from '@tmws/engine';
import {
  fromAcceptProposalRequest,
  fromCreateProposalRequest,
  fromListProposalsRequest,
  fromRejectProposalRequest,
  toAcceptProposalResponse,
  toCreateProposalResponse,
  toGetProposalResponse,
  toListProposalsResponse,
  toProposal,
} from '../../mappers/proposal.ts';
import type { CallerContext } from '../../middleware/with-caller.ts';
import type { ServiceContext } from '../service-context.ts';

/** Every rpc of ProposalService. */
export const createProposalService = ({ engine }: ServiceContext): ProposalServiceImplementation<CallerContext> => ({
  createProposal: async (request, { caller }) =>
    toCreateProposalResponse(await createProposal(engine, caller, fromCreateProposalRequest(request))),
  listProposals: async (request, { caller }) =>
    toListProposalsResponse(await listProposals(engine, caller, fromListProposalsRequest(request))),
  getProposal: async ({ proposalId }, { caller }) =>
    toGetProposalResponse(await getProposal(engine, caller, { proposalId })),
  acceptProposal: async (request, { caller }) =>
    toAcceptProposalResponse(await acceptProposal(engine, caller, fromAcceptProposalRequest(request))),
  rejectProposal: async (request, { caller }) => ({
    proposal: toProposal(await rejectProposal(engine, caller, fromRejectProposalRequest(request)), 'FULL'),
  }),
});
