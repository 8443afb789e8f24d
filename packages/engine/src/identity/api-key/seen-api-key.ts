import type { Caller } from '@tmws/domain';
import type { ApiKey } from '../../ports/api-key-repository.ts';
import type { Store } from '../../ports/store.ts';
import { apiKeyNotFound } from '../identity-errors.ts';
import { governs } from '../reach.ts';

/** A key as it is shown: without its secret, and without its hashes. */
export type SeenApiKey = Omit<ApiKey, 'hash' | 'oldHash'>;

/** Leaves out of a key what is never shown. */
export const seenApiKey = ({ hash: _hash, oldHash: _oldHash, ...seen }: ApiKey): SeenApiKey => seen;

/** A key of the caller's, or of an agent that is wholly in its hands. @throws DomainError API_KEY_NOT_FOUND */
export const findSeenApiKey = async (store: Store, caller: Caller, apiKeyId: string): Promise<ApiKey> => {
  const key = await store.apiKeys.find(apiKeyId.toLowerCase());
  if (key === undefined) throw apiKeyNotFound(apiKeyId);
  if (key.agentId === caller.agentId || caller.systemAdmin) return key;
  const agent = await store.directory.findAgent(key.agentId);
  if (agent === undefined || !(await governs(store, caller, agent))) throw apiKeyNotFound(apiKeyId);
  return key;
};
