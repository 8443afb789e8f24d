import { DomainError } from '@tmws/domain';

/** The error of a call that only an admin may make; `what` ends the sentence "Only … may". */
export const notAdmin = (what: string, metadata: Readonly<Record<string, string>> = {}): DomainError =>
  new DomainError('NOT_ADMIN', `${what} Ask one of them.`, { metadata });

/** The error of an agent that does not exist or that the caller may not see. */
export const agentNotFound = (agentId: string): DomainError =>
  new DomainError(
    'AGENT_NOT_FOUND',
    `Agent ${agentId} was not found or is not accessible. ListAgents shows those of your namespaces.`,
    { metadata: { agent_id: agentId } },
  );

/** The error of a namespace that does not exist or that the caller may not see. */
export const namespaceNotFound = (namespace: string): DomainError =>
  new DomainError(
    'NAMESPACE_NOT_FOUND',
    `Namespace ${namespace} was not found or is not accessible. ListNamespaces shows yours.`,
    { metadata: { namespace } },
  );

/** The error of a membership that does not exist or that the caller may not see. */
export const membershipNotFound = (namespace: string, agentId: string): DomainError =>
  new DomainError(
    'MEMBERSHIP_NOT_FOUND',
    `A membership of agent ${agentId} in namespace ${namespace} was not found or is not accessible. ListMemberships shows those of your namespaces.`,
    { metadata: { namespace, agent_id: agentId } },
  );

/** The error of a key that does not exist or that the caller may not see. */
export const apiKeyNotFound = (apiKeyId: string): DomainError =>
  new DomainError(
    'API_KEY_NOT_FOUND',
    `API key ${apiKeyId} was not found or is not accessible. ListApiKeys shows yours.`,
    { metadata: { api_key_id: apiKeyId } },
  );

/** The error of a change that would leave a namespace without an admin. */
export const lastAdmin = (namespace: string, agentId: string): DomainError =>
  new DomainError(
    'LAST_ADMIN',
    `Agent ${agentId} is the only admin of namespace ${namespace}. Make another member an admin first.`,
    { metadata: { namespace, agent_id: agentId } },
  );
