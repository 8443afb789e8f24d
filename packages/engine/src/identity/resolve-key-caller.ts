import { type Caller, DomainError, invalidFields, slugViolations } from '@tmws/domain';
import type { Engine } from '../engine.ts';
import type { ApiKey } from '../ports/api-key-repository.ts';
import { endOfSecret, hashSecret } from './api-key-secret.ts';

/** An API key as a call carries it, and where its agent wants to work. */
export interface KeyIdentity {
  readonly secret: string;
  /** One of the agent's namespaces; undefined for its default. */
  readonly namespace: string | undefined;
}

/** Who a key stands for. */
export interface RecognisedKey {
  readonly caller: Caller;
  /** Milliseconds from now on for which the secret works; undefined: no end is set. */
  readonly lastsFor: number | undefined;
}

/** What else recognising a key needs. */
export interface KeyOptions {
  /** Told when the use of a key could not be noted; the call goes on. */
  readonly onError: (error: unknown) => void;
}

type KeyEngine = Pick<Engine, 'unitOfWork' | 'clock'>;

/** The last use is kept to the minute, so that reading does not write at each call. */
const LAST_USE_MILLISECONDS = 60_000;

const invalid = (): DomainError =>
  new DomainError('KEY_INVALID', 'The API key is unknown, expired or revoked. Ask an admin for another one.');

const noMember = (agentId: string, namespace: string): DomainError =>
  new DomainError(
    'NOT_A_MEMBER',
    `Agent ${agentId} is not a member of namespace ${namespace}. Name one of its own in x-tmws-namespace (TMWS_NAMESPACE), or leave it out.`,
    { metadata: { agent_id: agentId, namespace } },
  );

/** What is known of the secret's key and agent. @throws DomainError KEY_INVALID where either has ended */
const recognise = async ({ unitOfWork, clock }: KeyEngine, secret: string) => {
  const hash = hashSecret(secret);
  const found = await unitOfWork.read(async (store) => {
    const key = await store.apiKeys.findByHash(hash);
    const agent = key && (await store.identity.findAgent(key.agentId));
    return key && agent && { key, agent, memberships: await store.identity.memberships(key.agentId) };
  });
  if (found === undefined) throw invalid();
  const ends = endOfSecret(found.key, hash)?.getTime();
  const lastsFor = ends === undefined ? undefined : ends - clock.now().getTime();
  if (lastsFor !== undefined && lastsFor <= 0) throw invalid();
  return { ...found, lastsFor };
};

const noteUse = async ({ unitOfWork, clock }: KeyEngine, key: ApiKey, { onError }: KeyOptions): Promise<void> => {
  const now = clock.now();
  if (key.lastUsedAt !== undefined && now.getTime() - key.lastUsedAt.getTime() < LAST_USE_MILLISECONDS) return;
  try {
    await unitOfWork.write((store) => store.apiKeys.touch(key.id, now));
  } catch (error) {
    onError(error);
  }
};

/**
 * The caller behind an API key: its agent, with what the key allows. Nothing is provisioned; the namespace is chosen
 * among the agent's memberships. Only a key of scope `admin` makes a system admin, whoever its agent is. The use of the
 * key is noted.
 *
 * @throws DomainError KEY_INVALID for an unknown, expired or revoked key, INVALID_FIELD and NOT_A_MEMBER for the namespace
 */
export const resolveKeyCaller = async (
  engine: KeyEngine,
  identity: KeyIdentity,
  options: KeyOptions,
): Promise<RecognisedKey> => {
  const { key, agent, memberships, lastsFor } = await recognise(engine, identity.secret);
  const namespace = identity.namespace ?? agent.defaultNamespace;
  if (identity.namespace !== undefined) {
    const violations = slugViolations('x-tmws-namespace', namespace);
    if (violations.length > 0) throw invalidFields(violations);
    if (!memberships.some((membership) => membership.namespace === namespace)) throw noMember(agent.agentId, namespace);
  }
  await noteUse(engine, key, options);
  const caller: Caller = {
    agentId: agent.agentId,
    namespace,
    memberships,
    scopes: key.scopes,
    systemAdmin: key.scopes.includes('admin'),
    credential: 'api-key',
    apiKeyId: key.id,
  };
  return { caller, lastsFor };
};
