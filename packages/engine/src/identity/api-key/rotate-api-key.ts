import { type Caller, DomainError, invalidFields, LIMITS } from '@tmws/domain';
import { noteDeed } from '../../audit/note-deed.ts';
import type { Engine } from '../../engine.ts';
import type { ApiKey } from '../../ports/api-key-repository.ts';
import { administer } from '../administer.ts';
import { hasEnded, hashSecret, newSecret, shownPrefix } from '../api-key-secret.ts';
import { checkScopes } from './check-key-fields.ts';
import type { CreateApiKeyResult } from './create-api-key.ts';
import { findSeenApiKey, seenApiKey } from './seen-api-key.ts';

/** A new secret for a key. */
export interface RotateApiKeyInput {
  readonly apiKeyId: string;
  /** How long the old secret works beside the new one, in milliseconds; undefined: 24 hours. */
  readonly overlap?: number | undefined;
  readonly requestId?: string | undefined;
}

const HOUR = 3_600_000;
const DEFAULT_OVERLAP = 24 * HOUR;
const LONGEST_OVERLAP = LIMITS.keyOverlapDays * 24 * HOUR;

const checkOverlap = (overlap: number): void => {
  if (overlap >= 0 && overlap <= LONGEST_OVERLAP) return;
  const description = `overlap must lie between 0 and ${LIMITS.keyOverlapDays} days.`;
  throw invalidFields([{ field: 'overlap', description }]);
};

const ended = (key: ApiKey): DomainError =>
  new DomainError('KEY_INVALID', `API key ${key.id} has ended. Make a new one with CreateApiKey.`, {
    metadata: { api_key_id: key.id },
  });

/**
 * Gives a key a new secret, which works at once; the old one works until the overlap ends. As with a new key the secret
 * is in the first answer alone.
 *
 * @throws DomainError API_KEY_NOT_FOUND, KEY_INVALID where it has ended, NOT_ADMIN, SCOPE_MISSING, INVALID_FIELD,
 * REQUEST_ID_REUSED
 */
export const rotateApiKey = async (
  engine: Engine,
  caller: Caller,
  input: RotateApiKeyInput,
): Promise<CreateApiKeyResult> => {
  const overlap = input.overlap ?? DEFAULT_OVERLAP;
  checkOverlap(overlap);
  let secret = '';
  const apiKey = await administer(engine, { caller, rpc: 'RotateApiKey', input }, async (store) => {
    const now = engine.clock.now();
    const key = await findSeenApiKey(store, caller, input.apiKeyId);
    checkScopes(caller, key.scopes);
    if (hasEnded(key, now)) throw ended(key);
    secret = newSecret();
    const rotated: ApiKey = {
      ...key,
      prefix: shownPrefix(secret),
      hash: hashSecret(secret),
      oldHash: key.hash,
      oldSecretEndsAt: new Date(now.getTime() + overlap),
    };
    await store.apiKeys.update(rotated);
    await noteDeed(
      store,
      { engine, caller },
      {
        action: 'RotateApiKey',
        targetKind: 'api-key',
        targetId: key.id,
        actingFor: key.agentId,
        detail: { agent_id: key.agentId, overlap_seconds: Math.round(overlap / 1_000) },
      },
    );
    return seenApiKey(rotated);
  });
  return { apiKey, secret };
};
