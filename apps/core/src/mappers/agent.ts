import type {
  Agent as AgentMessage,
  CreateAgentRequest,
  DeleteAgentRequest,
  GetAgentRequest,
  ListAgentsRequest,
  ListAgentsResponse,
  UpdateAgentRequest,
} from '@tmws/contract';
import type {
  CreateAgentInput,
  DeleteAgentInput,
  ListAgentsInput,
  PageOf,
  SeenAgent,
  UpdateAgentInput,
} from '@tmws/engine';
import { changedFields } from './changed-fields.ts';
import { everyFieldIsRead } from './every-field.ts';
import { toMembership } from './membership.ts';

/** What CreateAgent asks for. */
export const fromCreateAgentRequest = (request: CreateAgentRequest): CreateAgentInput => {
  const { agentId, description, defaultNamespace, requestId, ...unread } = request;
  everyFieldIsRead(unread);
  return { agentId, description, defaultNamespace, requestId };
};

/** What GetAgent asks for. */
export const fromGetAgentRequest = ({ agentId, ...unread }: GetAgentRequest): string => {
  everyFieldIsRead(unread);
  return agentId;
};

/** What ListAgents asks for. */
export const fromListAgentsRequest = (request: ListAgentsRequest): ListAgentsInput => {
  const { namespace, pageSize, pageToken, ...unread } = request;
  everyFieldIsRead(unread);
  return { namespace, pageSize, pageToken };
};

/** What UpdateAgent asks for. @throws DomainError INVALID_FIELD */
export const fromUpdateAgentRequest = (request: UpdateAgentRequest): UpdateAgentInput => {
  const { agentId, updateMask, description, defaultNamespace, requestId, ...unread } = request;
  everyFieldIsRead(unread);
  const changed = changedFields(updateMask, { description, default_namespace: defaultNamespace });
  const changes = {
    ...(changed.has('description') ? { description } : {}),
    ...(changed.has('default_namespace') ? { defaultNamespace } : {}),
  };
  return { agentId, changes, requestId };
};

/** What DeleteAgent asks for. */
export const fromDeleteAgentRequest = (request: DeleteAgentRequest): DeleteAgentInput => {
  const { agentId, requestId, ...unread } = request;
  everyFieldIsRead(unread);
  return { agentId, requestId };
};

/** An agent as the caller sees it. */
export const toAgent = (agent: SeenAgent): AgentMessage => ({
  agentId: agent.agentId,
  description: agent.description ?? '',
  defaultNamespace: agent.defaultNamespace ?? '',
  memberships: agent.memberships.map(toMembership),
  createdAt: agent.createdAt,
  updatedAt: agent.updatedAt,
  systemAdmin: agent.systemAdmin,
});

/** The answer of ListAgents. */
export const toListAgentsResponse = ({ items, nextPageToken }: PageOf<SeenAgent>): ListAgentsResponse => ({
  agents: items.map(toAgent),
  nextPageToken,
});
