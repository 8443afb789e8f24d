import type { Caller } from '@tmws/domain';
import { noteDeed } from '../../audit/note-deed.ts';
import type { Engine } from '../../engine.ts';
import { administer } from '../administer.ts';
import { findSeenApiKey, type SeenApiKey, seenApiKey } from './seen-api-key.ts';

/** The end of a key. */
export interface DeleteApiKeyInput {
  readonly apiKeyId: string;
  readonly requestId?: string | undefined;
}

/**
 * Revokes a key; one that is revoked already stays as it is.
 *
 * @throws DomainError API_KEY_NOT_FOUND, INVALID_FIELD, REQUEST_ID_REUSED
 */
export const deleteApiKey = (engine: Engine, caller: Caller, input: DeleteApiKeyInput): Promise<SeenApiKey> =>
  administer(engine, { caller, rpc: 'DeleteApiKey', input }, async (store) => {
    const key = await findSeenApiKey(store, caller, input.apiKeyId);
    if (key.revokedAt !== undefined) return seenApiKey(key);
    const revoked = { ...key, revokedAt: engine.clock.now() };
    await store.apiKeys.update(revoked);
    await noteDeed(
      store,
      { engine, caller },
      {
        action: 'DeleteApiKey',
        targetKind: 'api-key',
        targetId: key.id,
        actingFor: key.agentId,
        detail: { agent_id: key.agentId },
      },
    );
    return seenApiKey(revoked);
  });
