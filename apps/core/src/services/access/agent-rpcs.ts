import type { AccessServiceImplementation } from '@tmws/contract';
import { createAgent, deleteAgent, getAgent, listAgents, updateAgent } from '@tmws/engine';
import {
  fromCreateAgentRequest,
  fromDeleteAgentRequest,
  fromGetAgentRequest,
  fromListAgentsRequest,
  fromUpdateAgentRequest,
  toAgent,
  toListAgentsResponse,
} from '../../mappers/agent.ts';
import type { CallerContext } from '../../middleware/with-caller.ts';
import type { ServiceContext } from '../service-context.ts';

type AgentRpcs = 'createAgent' | 'getAgent' | 'listAgents' | 'updateAgent' | 'deleteAgent';

/** The rpcs of AccessService about agents. */
export const createAgentRpcs = ({
  engine,
}: ServiceContext): Pick<AccessServiceImplementation<CallerContext>, AgentRpcs> => ({
  createAgent: async (request, { caller }) => ({
    agent: toAgent(await createAgent(engine, caller, fromCreateAgentRequest(request))),
  }),
  getAgent: async (request, { caller }) => ({
    agent: toAgent(await getAgent(engine, caller, fromGetAgentRequest(request))),
  }),
  listAgents: async (request, { caller }) =>
    toListAgentsResponse(await listAgents(engine, caller, fromListAgentsRequest(request))),
  updateAgent: async (request, { caller }) => ({
    agent: toAgent(await updateAgent(engine, caller, fromUpdateAgentRequest(request))),
  }),
  deleteAgent: async (request, { caller }) => {
    await deleteAgent(engine, caller, fromDeleteAgentRequest(request));
    return {};
  },
});
