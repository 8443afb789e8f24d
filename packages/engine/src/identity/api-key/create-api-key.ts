import { type Caller, DomainError, type Scope } from '@tmws/domain';
import { noteDeed } from '../../audit/note-deed.ts';
import type { Engine } from '../../engine.ts';
import type { ApiKey } from '../../ports/api-key-repository.ts';
import type { Store } from '../../ports/store.ts';
import { administer } from '../administer.ts';
import { hashSecret, newSecret, shownPrefix } from '../api-key-secret.ts';
import { checkDescription } from '../check-description.ts';
import { checkSlug } from '../check-slug.ts';
import { agentNotFound } from '../identity-errors.ts';
import { governs } from '../reach.ts';
import { checkExpiry, checkScopes } from './check-key-fields.ts';
import { type SeenApiKey, seenApiKey } from './seen-api-key.ts';

/** A new key. */
export interface CreateApiKeyInput {
  /** Undefined or empty: the caller. */
  readonly agentId?: string | undefined;
  /** Empty: read and write. */
  readonly scopes: readonly Scope[];
  readonly description?: string | undefined;
  readonly expiresAt?: Date | undefined;
  readonly requestId?: string | undefined;
}

/** A key and its secret. */
export interface CreateApiKeyResult {
  readonly apiKey: SeenApiKey;
  /** Empty in the answer to a repeated request: the secret was in the first one and is kept nowhere. */
  readonly secret: string;
}

const denied = (caller: Caller, agentId: string): DomainError =>
  new DomainError(
    'ACTING_FOR_OTHER_DENIED',
    `agent_id names ${agentId}; a key of another agent is made by system admins and by who administers all of its namespaces. Leave the field out for a key of your own.`,
    { metadata: { field: 'agent_id', agent_id: agentId, caller: caller.agentId } },
  );

const requireKeyHolder = async (store: Store, caller: Caller, agentId: string): Promise<void> => {
  if (agentId === caller.agentId) return;
  const agent = await store.directory.findAgent(agentId);
  if (caller.systemAdmin && agent === undefined) throw agentNotFound(agentId);
  if (agent === undefined || !(await governs(store, caller, agent))) throw denied(caller, agentId);
};

/**
 * Makes a key. Its secret is in this answer and nowhere else: only its hash is stored, and the memory of requests holds
 * neither, so that the same request again is answered without it.
 *
 * @throws DomainError INVALID_FIELD, AGENT_NOT_FOUND, ACTING_FOR_OTHER_DENIED, NOT_ADMIN, SCOPE_MISSING, REQUEST_ID_REUSED
 */
export const createApiKey = async (
  engine: Engine,
  caller: Caller,
  input: CreateApiKeyInput,
): Promise<CreateApiKeyResult> => {
  const now = engine.clock.now();
  const agentId = input.agentId === undefined || input.agentId === '' ? caller.agentId : input.agentId;
  checkSlug('agent_id', agentId);
  const description = checkDescription(input.description);
  const scopes = checkScopes(caller, input.scopes.length === 0 ? ['read', 'write'] : input.scopes);
  let secret = '';
  const apiKey = await administer(engine, { caller, rpc: 'CreateApiKey', input }, async (store) => {
    await requireKeyHolder(store, caller, agentId);
    const expiresAt = checkExpiry(input.expiresAt, now);
    secret = newSecret();
    const key: ApiKey = {
      id: engine.newId(),
      agentId,
      scopes,
      description,
      prefix: shownPrefix(secret),
      hash: hashSecret(secret),
      createdBy: caller.agentId,
      createdAt: now,
      expiresAt,
      revokedAt: undefined,
      lastUsedAt: undefined,
      oldHash: undefined,
      oldSecretEndsAt: undefined,
    };
    await store.apiKeys.insert(key);
    await noteDeed(
      store,
      { engine, caller },
      {
        action: 'CreateApiKey',
        targetKind: 'api-key',
        targetId: key.id,
        actingFor: agentId,
        detail: { agent_id: agentId, scopes: scopes.join(',') },
      },
    );
    return seenApiKey(key);
  });
  return { apiKey, secret };
};
