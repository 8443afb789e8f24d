import {
  type Caller,
  DEFAULT_NAMESPACE,
  DomainError,
  type FieldViolation,
  invalidFields,
  SYSTEM_AGENT,
  slugViolations,
} from '@tmws/domain';
import type { Engine } from '../engine.ts';

/** Who the operating system lets name itself over the local socket. */
export interface SocketIdentity {
  readonly agentId: string;
  /** Where the agent works; undefined for its default. */
  readonly namespace: string | undefined;
}

/** Nobody calls as the built-in owner of SYSTEM patterns. */
const reservedViolations = (agentId: string): readonly FieldViolation[] =>
  agentId === SYSTEM_AGENT
    ? [
        {
          field: 'x-tmws-agent',
          description: `x-tmws-agent is ${SYSTEM_AGENT}, which is reserved. Choose another name.`,
        },
      ]
    : [];

/**
 * The caller behind a local socket, where the operating system vouches for the user. Unknown agents and namespaces are
 * provisioned; a namespace that exists is joined, since all agents of one user's socket are that user.
 *
 * @throws DomainError INVALID_FIELD for a name that is no slug
 */
export const resolveSocketCaller = async (
  engine: Pick<Engine, 'unitOfWork'>,
  identity: SocketIdentity,
): Promise<Caller> => {
  const { agentId, namespace } = identity;
  const violations = [
    ...slugViolations('x-tmws-agent', agentId),
    ...reservedViolations(agentId),
    ...(namespace === undefined ? [] : slugViolations('x-tmws-namespace', namespace)),
  ];
  if (violations.length > 0) throw invalidFields(violations);
  const { unitOfWork } = engine;
  const known = await unitOfWork.read(async (store) => {
    const agent = await store.identity.findAgent(agentId);
    return agent === undefined ? undefined : { agent, memberships: await store.identity.memberships(agentId) };
  });
  const wanted = namespace ?? known?.agent.defaultNamespace ?? DEFAULT_NAMESPACE;
  if (known?.memberships.some((membership) => membership.namespace === wanted) === true) {
    return toCaller(known.agent, known.memberships, wanted);
  }
  await unitOfWork.write((store) => store.identity.provision(agentId, wanted));
  const [agent, memberships] = await unitOfWork.read(
    async (store) => [await store.identity.findAgent(agentId), await store.identity.memberships(agentId)] as const,
  );
  if (agent === undefined)
    throw new DomainError('AGENT_NOT_FOUND', `Agent ${agentId} was not found. Try again.`, {
      metadata: { agent_id: agentId },
    });
  return toCaller(agent, memberships, wanted);
};

const toCaller = (
  agent: { readonly agentId: string; readonly systemAdmin: boolean },
  memberships: Caller['memberships'],
  namespace: string,
): Caller => ({
  agentId: agent.agentId,
  namespace,
  memberships,
  scopes: agent.systemAdmin ? ['read', 'write', 'admin'] : ['read', 'write'],
  systemAdmin: agent.systemAdmin,
  credential: 'socket',
});
