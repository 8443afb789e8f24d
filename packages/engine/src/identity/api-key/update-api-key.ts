import { type Caller, invalidFields, type Scope } from '@tmws/domain';
import { noteDeed } from '../../audit/note-deed.ts';
import type { Engine } from '../../engine.ts';
import type { ApiKey } from '../../ports/api-key-repository.ts';
import { administer } from '../administer.ts';
import { checkDescription } from '../check-description.ts';
import { checkExpiry, checkScopes } from './check-key-fields.ts';
import { findSeenApiKey, type SeenApiKey, seenApiKey } from './seen-api-key.ts';

/** What to change of a key; a member that is there and undefined clears the field. */
export interface ApiKeyChanges {
  readonly scopes?: readonly Scope[];
  readonly description?: string | undefined;
  readonly expiresAt?: Date | undefined;
}

/** A change of a key. */
export interface UpdateApiKeyInput {
  readonly apiKeyId: string;
  readonly changes: ApiKeyChanges;
  readonly requestId?: string | undefined;
}

const newScopes = (caller: Caller, scopes: readonly Scope[]): readonly Scope[] => {
  if (scopes.length > 0) return checkScopes(caller, scopes);
  const description = 'scopes cannot be cleared. Name what the key allows, or revoke it with DeleteApiKey.';
  throw invalidFields([{ field: 'scopes', description }]);
};

/**
 * Changes what a key allows, what it is for and when it ends. Who could not give a key its present scopes cannot change
 * it either.
 *
 * @throws DomainError API_KEY_NOT_FOUND, NOT_ADMIN, SCOPE_MISSING, INVALID_FIELD, REQUEST_ID_REUSED
 */
export const updateApiKey = (engine: Engine, caller: Caller, input: UpdateApiKeyInput): Promise<SeenApiKey> =>
  administer(engine, { caller, rpc: 'UpdateApiKey', input }, async (store) => {
    const { changes } = input;
    const key = await findSeenApiKey(store, caller, input.apiKeyId);
    checkScopes(caller, key.scopes);
    const changed: ApiKey = {
      ...key,
      scopes: changes.scopes === undefined ? key.scopes : newScopes(caller, changes.scopes),
      description: 'description' in changes ? checkDescription(changes.description) : key.description,
      expiresAt: 'expiresAt' in changes ? checkExpiry(changes.expiresAt, engine.clock.now()) : key.expiresAt,
    };
    await store.apiKeys.update(changed);
    await noteDeed(
      store,
      { engine, caller },
      {
        action: 'UpdateApiKey',
        targetKind: 'api-key',
        targetId: key.id,
        actingFor: key.agentId,
        detail: { agent_id: key.agentId, fields: Object.keys(changes).join(','), scopes: changed.scopes.join(',') },
      },
    );
    return seenApiKey(changed);
  });
