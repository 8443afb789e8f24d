import type { Caller } from '@tmws/domain';
import type { Engine } from '../../engine.ts';
import { findSeenApiKey, type SeenApiKey, seenApiKey } from './seen-api-key.ts';

/** Returns a key without its secret. @throws DomainError API_KEY_NOT_FOUND */
export const getApiKey = (engine: Engine, caller: Caller, apiKeyId: string): Promise<SeenApiKey> =>
  engine.unitOfWork.read(async (store) => seenApiKey(await findSeenApiKey(store, caller, apiKeyId)));
