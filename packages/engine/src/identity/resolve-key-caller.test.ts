import type { Membership } from '@tmws/domain';
import { describe, expect, test } from 'vitest';
import type { ApiKey } from '../ports/api-key-repository.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { createMemoryUnitOfWork } from '../testing/memory-unit-of-work.ts';
import { hashSecret } from './api-key-secret.ts';
import { resolveKeyCaller } from './resolve-key-caller.ts';

const NOW = new Date('2026-01-01T00:00:00Z');
const LATER = new Date('2026-01-01T01:00:00Z');
const SECRET = 'tmws_one';

const keyOf = (changes: Partial<ApiKey>): ApiKey => ({
  id: 'key-1',
  agentId: 'ann',
  scopes: ['read', 'write'],
  description: undefined,
  prefix: 'tmws_o',
  hash: hashSecret(SECRET),
  createdBy: 'ann',
  createdAt: NOW,
  expiresAt: undefined,
  revokedAt: undefined,
  lastUsedAt: undefined,
  oldHash: undefined,
  oldSecretEndsAt: undefined,
  ...changes,
});

const setUp = async (changes: Partial<ApiKey> = {}) => {
  const unitOfWork = createMemoryUnitOfWork();
  const clock = createManualClock(NOW);
  await unitOfWork.write(async (store) => {
    await store.identity.provision('ann', 'team-a');
    await store.identity.provision('ann', 'team-b');
    await store.apiKeys.insert(keyOf(changes));
  });
  const errors: unknown[] = [];
  return {
    unitOfWork,
    clock,
    errors,
    resolve: (secret = SECRET, namespace?: string) =>
      resolveKeyCaller({ unitOfWork, clock }, { secret, namespace }, { onError: (error) => errors.push(error) }),
    lastUse: () => unitOfWork.committed().apiKeys.get('key-1')?.lastUsedAt,
  };
};

const namespacesOf = (memberships: readonly Membership[]) => memberships.map(({ namespace }) => namespace);

describe('the caller behind an API key', () => {
  test('is the agent of the key with what the key allows, whoever the agent is', async () => {
    const { resolve } = await setUp();
    const { caller, lastsFor } = await resolve();
    expect(caller).toMatchObject({
      agentId: 'ann',
      namespace: 'team-a',
      scopes: ['read', 'write'],
      // Over the socket this agent, the first of its folder, is one.
      systemAdmin: false,
      credential: 'api-key',
      apiKeyId: 'key-1',
    });
    expect(namespacesOf(caller.memberships)).toEqual(['team-a', 'team-b']);
    expect(lastsFor).toBeUndefined();
  });

  test('is a system admin by a key of scope admin', async () => {
    const { resolve } = await setUp({ scopes: ['admin'] });
    expect((await resolve()).caller.systemAdmin).toBe(true);
  });

  test('works in the one of its namespaces that it names, and in no other', async () => {
    const { resolve, unitOfWork, lastUse } = await setUp();
    expect((await resolve(SECRET, 'team-b')).caller.namespace).toBe('team-b');
    await expect(resolve(SECRET, 'team-c')).rejects.toMatchObject({
      reason: 'NOT_A_MEMBER',
      metadata: { agent_id: 'ann', namespace: 'team-c' },
    });
    await expect(resolve(SECRET, 'a b')).rejects.toMatchObject({ violations: [{ field: 'x-tmws-namespace' }] });
    expect(unitOfWork.committed().memberships.get('ann')).toHaveLength(2);
    expect(lastUse()).toEqual(NOW);
  });

  test.each([
    { it: 'is unknown', secret: 'tmws_other', changes: {} },
    { it: 'has expired', secret: SECRET, changes: { expiresAt: NOW } },
    { it: 'is revoked', secret: SECRET, changes: { revokedAt: NOW } },
    { it: 'is of an agent that is gone', secret: SECRET, changes: { agentId: 'gone' } },
    { it: 'was replaced', secret: 'tmws_old', changes: { oldHash: hashSecret('tmws_old'), oldSecretEndsAt: NOW } },
  ])('is nobody where the key $it, and nothing tells which', async ({ secret, changes }) => {
    const { resolve, lastUse } = await setUp(changes);
    await expect(resolve(secret)).rejects.toMatchObject({
      reason: 'KEY_INVALID',
      message: 'The API key is unknown, expired or revoked. Ask an admin for another one.',
      metadata: {},
    });
    expect(lastUse()).toBeUndefined();
  });

  test('lasts as long as the secret that was sent', async () => {
    const { resolve, clock } = await setUp({ oldHash: hashSecret('tmws_old'), oldSecretEndsAt: LATER });
    expect((await resolve()).lastsFor).toBeUndefined();
    expect((await resolve('tmws_old')).lastsFor).toBe(3_600_000);
    clock.set(LATER);
    await expect(resolve('tmws_old')).rejects.toMatchObject({ reason: 'KEY_INVALID' });
    expect((await resolve()).caller.agentId).toBe('ann');
  });

  test('leaves the time of its use, to the minute', async () => {
    const { resolve, clock, lastUse } = await setUp();
    await resolve();
    clock.advance(59_000);
    await resolve();
    expect(lastUse()).toEqual(NOW);
    clock.advance(1_000);
    await resolve();
    expect(lastUse()).toEqual(new Date(NOW.getTime() + 60_000));
  });

  test('is recognised where its use cannot be noted, as on a full disk', async () => {
    const { resolve, unitOfWork, errors } = await setUp();
    const full = new Error('full');
    unitOfWork.failNextCommit(full);
    expect((await resolve()).caller.agentId).toBe('ann');
    expect(errors).toEqual([full]);
  });
});
