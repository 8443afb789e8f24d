import type { ApiKey, ApiKeyListQuery } from '@tmws/engine';
import { describe, expect, test } from 'vitest';
import { temporaryStorage } from '../testing/temporary-storage.ts';

const at = (day: number): Date => new Date(Date.UTC(2026, 0, day));

const keyOf = (number: number, changes: Partial<ApiKey> = {}): ApiKey => ({
  id: `key-${number}`,
  agentId: 'bob',
  scopes: ['read', 'write'],
  description: undefined,
  prefix: 'tmws_12345',
  hash: `hash-${number}`,
  createdBy: 'alice',
  createdAt: at(number),
  expiresAt: undefined,
  revokedAt: undefined,
  lastUsedAt: undefined,
  oldHash: undefined,
  oldSecretEndsAt: undefined,
  ...changes,
});

const ALL: ApiKeyListQuery = {
  agentId: 'bob',
  administered: undefined,
  only: undefined,
  livingAt: undefined,
  after: undefined,
  limit: 10,
};

const withKeys = async (...keys: readonly ApiKey[]) => {
  const stored = await temporaryStorage();
  await stored.storage.write(async (store) => {
    for (const key of keys) await store.apiKeys.insert(key);
  });
  const { storage } = stored;
  return {
    ...stored,
    [Symbol.asyncDispose]: () => stored[Symbol.asyncDispose](),
    list: async (query: Partial<ApiKeyListQuery> = {}): Promise<readonly string[]> =>
      (await storage.read((store) => store.apiKeys.list({ ...ALL, ...query }))).map(({ id }) => id),
  };
};

describe('API keys', () => {
  test('come back as they were stored, by id and by the hash of either secret', async () => {
    const key = keyOf(1, { description: 'CI', expiresAt: at(9), oldHash: 'old', oldSecretEndsAt: at(5) });
    await using stored = await withKeys(key, keyOf(2));
    const { storage } = stored;
    expect(await storage.read((store) => store.apiKeys.find('key-1'))).toEqual(key);
    expect(await storage.read((store) => store.apiKeys.findByHash('hash-1'))).toEqual(key);
    expect(await storage.read((store) => store.apiKeys.findByHash('old'))).toEqual(key);
    expect(await storage.read((store) => store.apiKeys.findByHash('other'))).toBeUndefined();
  });

  test('keep their last use when something else of them changes', async () => {
    await using stored = await withKeys(keyOf(1));
    await stored.storage.write((store) => store.apiKeys.touch('key-1', at(3)));
    await stored.storage.write((store) => store.apiKeys.update(keyOf(1, { scopes: ['read'], revokedAt: at(4) })));
    expect(await stored.storage.read((store) => store.apiKeys.find('key-1'))).toEqual(
      keyOf(1, { scopes: ['read'], revokedAt: at(4), lastUsedAt: at(3) }),
    );
  });

  test('are listed newest first, in pages, with or without those that have ended', async () => {
    await using stored = await withKeys(
      keyOf(1),
      keyOf(2, { revokedAt: at(3) }),
      keyOf(3, { expiresAt: at(4) }),
      keyOf(4, { agentId: 'alice' }),
    );
    expect(await stored.list()).toEqual(['key-4', 'key-3', 'key-2', 'key-1']);
    expect(await stored.list({ livingAt: at(4) })).toEqual(['key-4', 'key-1']);
    expect(await stored.list({ livingAt: at(3) })).toEqual(['key-4', 'key-3', 'key-1']);
    expect(await stored.list({ limit: 2 })).toEqual(['key-4', 'key-3']);
    expect(await stored.list({ after: { createdAt: at(3), id: 'key-3' } })).toEqual(['key-2', 'key-1']);
    expect(await stored.list({ only: 'alice' })).toEqual(['key-4']);
  });

  test('are shown to who administers all namespaces of their agent, and to nobody who administers some', async () => {
    await using stored = await withKeys(keyOf(1), keyOf(2, { agentId: 'alice' }));
    await stored.storage.write(async (store) => {
      await store.identity.provision('carol', 'default');
      await store.identity.provision('carol', 'elsewhere');
      await store.apiKeys.insert(keyOf(3, { agentId: 'carol' }));
    });
    const asDave = (administered: readonly string[]) => stored.list({ agentId: 'dave', administered });
    expect(await asDave([])).toEqual([]);
    // Alice is a system admin, and Carol belongs elsewhere too.
    expect(await asDave(['default'])).toEqual(['key-1']);
    expect(await asDave(['default', 'elsewhere'])).toEqual(['key-3', 'key-1']);
    expect(await stored.list({ agentId: 'alice', administered: [] })).toEqual(['key-2']);
  });
});
