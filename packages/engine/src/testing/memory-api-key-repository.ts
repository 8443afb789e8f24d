import { hasEnded } from '../identity/api-key-secret.ts';
import type { ApiKey, ApiKeyListQuery, ApiKeyRepository } from '../ports/api-key-repository.ts';
import type { MemoryState } from './memory-state.ts';

const isSeen = (state: MemoryState, key: ApiKey, query: ApiKeyListQuery): boolean => {
  const { administered, agentId } = query;
  if (administered === undefined || key.agentId === agentId) return true;
  const memberships = state.memberships.get(key.agentId) ?? [];
  if (state.agents.get(key.agentId)?.systemAdmin === true || memberships.length === 0) return false;
  return memberships.every(({ namespace }) => administered.includes(namespace));
};

const isLater = (key: ApiKey, { after }: ApiKeyListQuery): boolean => {
  if (after === undefined || key.createdAt < after.createdAt) return true;
  return key.createdAt.getTime() === after.createdAt.getTime() && key.id < after.id;
};

/** The keys of a memory store. `state` gives the rows that a call sees, at the time of the call. */
export const createMemoryApiKeyRepository = (state: () => MemoryState): ApiKeyRepository => ({
  insert: async (key) => {
    state().apiKeys.set(key.id, key);
  },
  find: async (id) => state().apiKeys.get(id),
  findByHash: async (hash) => [...state().apiKeys.values()].find((key) => key.hash === hash || key.oldHash === hash),
  list: async (query) =>
    [...state().apiKeys.values()]
      .filter((key) => isSeen(state(), key, query) && (query.only ?? key.agentId) === key.agentId)
      .filter((key) => query.livingAt === undefined || !hasEnded(key, query.livingAt))
      .filter((key) => isLater(key, query))
      .toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1))
      .slice(0, query.limit),
  update: async (key) => {
    const known = state().apiKeys.get(key.id);
    if (known !== undefined) state().apiKeys.set(key.id, { ...key, lastUsedAt: known.lastUsedAt });
  },
  touch: async (id, at) => {
    const known = state().apiKeys.get(id);
    if (known !== undefined) state().apiKeys.set(id, { ...known, lastUsedAt: at });
  },
});
